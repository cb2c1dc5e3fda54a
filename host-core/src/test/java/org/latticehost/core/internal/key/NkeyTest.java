package org.latticehost.core.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.latticehost.core.internal.security.SecurityVectors;

class NkeyTest {
    private static Stream<DynamicTest> each(String list, Consumer<JsonNode> test) {
        return SecurityVectors.of("nkeys", list)
                .map(vector -> DynamicTest.dynamicTest(vector.get("id").textValue(), () -> test.accept(vector)));
    }

    @TestFactory
    Stream<DynamicTest> readsTheSeedsOfServersAndNoOthers() {
        return each("keys", vector -> {
            String seed = vector.get("seed").textValue();
            if (vector.get("type").textValue().equals("server")) {
                byte[] raw = HexFormat.of().parseHex(vector.get("raw_seed_hex").textValue());
                assertThat(Nkey.readServerSeed(seed)).isEqualTo(raw);
                assertThat(Nkey.serverSeed(raw)).isEqualTo(seed);
                assertThat(Nkey.serverPublicKey(HexFormat.of()
                                .parseHex(vector.get("raw_public_hex").textValue())))
                        .isEqualTo(vector.get("public_key").textValue());
            } else {
                assertThatThrownBy(() -> Nkey.readServerSeed(seed))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("server");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> verifiesSignaturesOfWhoeverSigns() {
        return each("keys", vector -> {
            String key = vector.get("public_key").textValue();
            if (vector.get("type").textValue().equals("curve")) {
                assertThatThrownBy(() -> Nkey.verify(key, new byte[0], new byte[64]))
                        .isInstanceOf(IllegalArgumentException.class);
                return;
            }
            byte[] message = vector.get("message_utf8").textValue().getBytes(StandardCharsets.UTF_8);
            byte[] signature =
                    HexFormat.of().parseHex(vector.get("signature_hex").textValue());
            assertThat(Nkey.verify(key, message, signature)).isTrue();
            signature[3] ^= 1;
            assertThat(Nkey.verify(key, message, signature)).isFalse();
            assertThat(Nkey.verify(key, message, new byte[3])).isFalse();
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsNoKey() {
        return each("invalid", vector -> {
            String value = vector.get("value").textValue();
            assertThatThrownBy(() -> Nkey.readServerSeed(value)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Nkey.verify(value, new byte[0], new byte[64]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(value);
        });
    }
}
