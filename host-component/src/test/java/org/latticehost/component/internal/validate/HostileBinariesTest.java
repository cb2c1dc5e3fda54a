package org.latticehost.component.internal.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** Small binaries that a reader must refuse with the right error, or take. */
class HostileBinariesTest {

    @TestFactory
    List<DynamicTest> refusesHostileBinaries() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : new ObjectMapper().readTree(bytes("hostile.json"))) {
            byte[] binary = bytes(one.path("file").asText());
            String name = one.path("file").asText() + ": " + one.path("why").asText();
            tests.add(
                    DynamicTest.dynamicTest(name, () -> check(one.path("expect").asText(), binary)));
        }
        assertThat(tests).hasSizeGreaterThan(30);
        return tests;
    }

    private static void check(String expect, byte[] binary) {
        if (expect.equals("ok")) {
            assertThat(ComponentReader.read(binary)).isNotNull();
            return;
        }
        ErrorCode code = switch (expect) {
            case "unsupported" -> ErrorCode.UNSUPPORTED_FEATURE;
            case "not-a-component" -> ErrorCode.CORE_MODULE;
            default -> ErrorCode.INVALID_COMPONENT;
        };
        assertThatExceptionOfType(ComponentLoadException.class)
                .isThrownBy(() -> ComponentReader.read(binary))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.offset()).isPresent();
                    assertThat(e.offset().orElseThrow()).isBetween(0L, (long) binary.length);
                    if (expect.equals("limit")) {
                        assertThat(e).hasMessageMatching(".*(limit|deeper|too deep).*");
                    }
                });
    }

    private static byte[] bytes(String name) throws IOException {
        String path = "/fixtures/hostile/" + name;
        try (InputStream in = Objects.requireNonNull(HostileBinariesTest.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }
}
