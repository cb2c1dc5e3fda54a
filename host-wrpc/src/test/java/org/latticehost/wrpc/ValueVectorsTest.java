package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;
import org.latticehost.wrpc.vectors.JsonValues;
import org.latticehost.wrpc.vectors.TypeText;
import org.latticehost.wrpc.vectors.Vectors;

class ValueVectorsTest {
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("synchronous")
    void aValueIsWrittenAsTheVectorSays(WitType type, JsonNode vector) {
        Object value = JsonValues.of(type, vector.get("value"));

        assertThat(HexFormat.of().formatHex(WrpcCodec.of(type).encode(value)))
                .isEqualTo(vector.get("hex").asText());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("synchronous")
    void aValueIsReadWholeAndByteByByte(WitType type, JsonNode vector) {
        WrpcCodec codec = WrpcCodec.of(type);
        Object wanted = JsonValues.of(type, vector.get("value"));
        for (String hex : accepted(vector)) {
            byte[] bytes = JsonValues.hex(hex);

            assertThat(codec.decode(bytes)).matches(read -> WitValues.equal(read, wanted), hex);
            WrpcCodec.Decoding decoding = codec.decoding();
            for (int i = 0; i < bytes.length - 1; i++) {
                assertThat(decoding.feed(new byte[] {bytes[i]}))
                        .as("prefix of " + (i + 1))
                        .isEmpty();
            }
            Optional<Object> last =
                    decoding.feed(Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 1), bytes.length));
            assertThat(last).get().matches(read -> WitValues.equal(read, wanted), hex);
            WitValues.check(type, last.get());
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("synchronous")
    void aPrefixAsksForMore(WitType type, JsonNode vector) {
        byte[] bytes = JsonValues.hex(vector.get("hex").asText());
        for (int length = 0; length < bytes.length; length++) {
            assertThat(WrpcCodec.of(type).decoding().feed(Arrays.copyOf(bytes, length)))
                    .as("first %d of %d bytes", length, bytes.length)
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("invalid")
    void whatIsNoValueIsRefusedWithATypedError(WitType type, JsonNode vector) {
        byte[] bytes = JsonValues.hex(vector.get("hex").asText());

        assertThatThrownBy(() -> WrpcCodec.of(type).decode(bytes))
                .isInstanceOf(TransportException.class)
                .extracting(e -> ((HostException) e).code())
                .isEqualTo(ErrorCode.PROTOCOL);
        assertThatThrownBy(() -> {
                    WrpcCodec.Decoding decoding = WrpcCodec.of(type).decoding();
                    for (byte b : bytes) {
                        decoding.feed(new byte[] {b});
                    }
                    throw new TransportException(ErrorCode.PROTOCOL, "ended before the value was complete");
                })
                .isInstanceOf(TransportException.class);
    }

    static Stream<Arguments> synchronous() {
        return Vectors.of("values.json", "vectors").stream()
                .filter(v -> !v.has("deferred") && !v.has("mode"))
                .map(ValueVectorsTest::arguments);
    }

    static Stream<Arguments> invalid() {
        return Vectors.of("values.json", "invalid").stream().map(ValueVectorsTest::arguments);
    }

    private static Arguments arguments(JsonNode vector) {
        return Arguments.of(TypeText.parse(vector.get("type").asText()), vector);
    }

    private static List<String> accepted(JsonNode vector) {
        List<String> all = new ArrayList<>(List.of(vector.get("hex").asText()));
        if (vector.has("accept")) {
            vector.get("accept").forEach(hex -> all.add(hex.asText()));
        }
        return all;
    }
}
