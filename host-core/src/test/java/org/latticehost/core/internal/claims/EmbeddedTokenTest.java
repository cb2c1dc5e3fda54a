package org.latticehost.core.internal.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.latticehost.core.internal.security.SecurityVectors;
import org.latticehost.host.error.ComponentLoadException;

class EmbeddedTokenTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static byte[] wasm(JsonNode vector) {
        return Base64.getDecoder().decode(vector.get("wasm_base64").textValue());
    }

    @TestFactory
    Stream<DynamicTest> findsAndJudgesTheClaimsOfEachBinary() {
        return SecurityVectors.of("wasm-claims", "cases")
                .map(vector -> DynamicTest.dynamicTest(vector.get("id").textValue(), () -> judge(vector)));
    }

    private static void judge(JsonNode vector) {
        byte[] wasm = wasm(vector);
        assertThat(EmbeddedToken.hash(wasm)).isEqualTo(vector.get("hash").textValue());
        assertThat(EmbeddedToken.hash(
                        Base64.getDecoder().decode(vector.get("stripped_base64").textValue())))
                .isEqualTo(vector.get("hash").textValue());
        String expected = vector.get("expect").textValue();
        if (expected.startsWith("error: ")) {
            assertThat(EmbeddedToken.in(wasm).orElseThrow().text())
                    .isEqualTo(vector.get("jwt").textValue());
            assertThatThrownBy(() -> ComponentClaims.in(wasm).orElseThrow().check(NOW))
                    .isInstanceOf(ComponentLoadException.class)
                    .satisfies(e -> assertThat(e.getMessage().toLowerCase(Locale.ROOT))
                            .contains(expected.substring("error: ".length())));
        } else if (expected.equals("claims")) {
            assertThat(EmbeddedToken.in(wasm).orElseThrow().text())
                    .isEqualTo(vector.get("jwt").textValue());
            ComponentClaims claims = ComponentClaims.in(wasm).orElseThrow();
            claims.check(NOW);
            assertThat(claims.name()).contains("conformance");
            assertThat(claims.publicKey()).startsWith("M");
        } else {
            assertThat(expected).isEqualTo("no claims (allowed)");
            assertThat(ComponentClaims.in(wasm)).isEmpty();
        }
    }

    @Test
    void leavesBytesThatAreNoWebAssemblyToTheCompiler() {
        assertThat(EmbeddedToken.in(new byte[0])).isEmpty();
        assertThat(EmbeddedToken.in("fake".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void tellsWhereSectionsDoNotFit() {
        byte[] signed = SecurityVectors.of("wasm-claims", "cases")
                .filter(vector -> vector.get("id").textValue().equals("component-signed"))
                .map(EmbeddedTokenTest::wasm)
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> EmbeddedToken.in(Arrays.copyOf(signed, signed.length - 1)))
                .isInstanceOf(ComponentLoadException.class)
                .hasMessageContaining("bytes are left (at offset 0x");
    }

    /** Each would be kept: sections of two bytes made a binary of 50 MB take more than a gigabyte. */
    @Test
    void refusesBinariesOfVeryManySections() {
        byte[] module = Arrays.copyOf(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, 8 + 2 * 200_001);
        for (int at = 8; at < module.length; at += 2) {
            module[at] = 1;
        }
        assertThat(EmbeddedToken.in(Arrays.copyOf(module, module.length - 2))).isEmpty();
        assertThatThrownBy(() -> EmbeddedToken.in(module))
                .isInstanceOf(ComponentLoadException.class)
                .hasMessageContaining("more than 200000 sections (at offset 0x");
    }

    @Test
    void refusesTokensThatNoToolWrites() {
        byte[] module = Arrays.copyOf(
                new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 0, (byte) 0x85, (byte) 0x80, 0x40, 3, 'j', 'w', 't'},
                12 + (1 << 20) + 5);
        assertThatThrownBy(() -> ComponentClaims.in(module))
                .isInstanceOf(ComponentLoadException.class)
                .hasMessageContaining("1048577 bytes, more than 131072");
    }

    /** Whatever is broken: a typed error, or a token that was there before. */
    @Test
    void readsBrokenBinariesWithTypedErrors() {
        SecurityVectors.of("wasm-claims", "cases").forEach(vector -> {
            Random random = new Random(vector.get("id").textValue().hashCode());
            for (int i = 0; i < 500; i++) {
                byte[] broken = wasm(vector);
                for (int change = 0; change <= i % 3; change++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                }
                try {
                    Optional<ComponentClaims> claims = ComponentClaims.in(broken);
                    claims.ifPresent(found -> assertThat(found.publicKey()).isNotEmpty());
                } catch (ComponentLoadException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
            }
        });
    }
}
