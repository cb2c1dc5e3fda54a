package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;
import org.latticehost.wrpc.vectors.JsonValues;
import org.latticehost.wrpc.vectors.Materialized;
import org.latticehost.wrpc.vectors.TypeText;
import org.latticehost.wrpc.vectors.Vectors;

/** The vectors of values with streams and futures, and of forms that are only read, as results of calls. */
class AsyncVectorsTest extends CallFixture {
    private static final String PEER = "_INBOX.vector";

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void aValueIsReadWholeAndByteByByte(String type, JsonNode vector) throws Exception {
        WitType parsed = TypeText.parse(type);
        for (int piece : new int[] {Integer.MAX_VALUE, 1}) {
            try (var peer = callee("get", caller -> {
                publish(caller + ".results", vector.get("hex").asText(), piece);
                for (JsonNode channel : vector.path("deferred")) {
                    publish(
                            caller + ".results." + path(channel),
                            channel.get("hex").asText(),
                            piece);
                }
            })) {
                Object got = Materialized.of(call("get", type(type)).get(10, TimeUnit.SECONDS));
                Object wanted = Materialized.of(JsonValues.of(parsed, vector.get("value")));

                assertThat(peer.active()).isTrue();
                assertThat(got).matches(read -> WitValues.equal(read, wanted), String.valueOf(wanted));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("written")
    void aValueIsWrittenAsTheVectorSays(String type, JsonNode vector) {
        WitType parsed = TypeText.parse(type);
        Map<String, ByteArrayOutputStream> sent = new ConcurrentHashMap<>();
        Map<String, Boolean> ended = new ConcurrentHashMap<>();
        bus.subscribe(PEER + ".>", null, message -> {
            String channel = message.subject().substring(PEER.length() + 1);
            if (message.payload().length == 0) {
                ended.put(channel, true);
            } else if (!ended.containsKey(channel)) {
                sent.computeIfAbsent(channel, c -> new ByteArrayOutputStream()).writeBytes(message.payload());
            }
        });
        serve(
                "get",
                type(type),
                (call, args) -> CompletableFuture.completedFuture(JsonValues.of(parsed, vector.get("value"))));
        Map<String, String> wanted = new TreeMap<>();
        wanted.put("results", vector.get("hex").asText());
        vector.get("deferred")
                .forEach(channel -> wanted.put(
                        "results." + path(channel), channel.get("hex").asText()));

        String subject = WrpcNames.subject(PREFIX, INSTANCE, "get");
        bus.publish(LatticeMessage.empty(subject).withReplyTo(PEER));

        // Ours needs no more than the call itself for a function without parameters.
        await().untilAsserted(() -> assertThat(ended.keySet()).containsAll(wanted.keySet()));
        Map<String, String> got = new TreeMap<>();
        sent.forEach((channel, bytes) -> got.put(channel, HexFormat.of().formatHex(bytes.toByteArray())));
        assertThat(got).isEqualTo(wanted);
    }

    private static String path(JsonNode channel) {
        StringBuilder path = new StringBuilder("0");
        channel.get("path").forEach(index -> path.append('.').append(index.asInt()));
        return path.toString();
    }

    private void publish(String subject, String hex, int piece) {
        byte[] bytes = JsonValues.hex(hex);
        for (int at = 0; at < bytes.length; at += Math.min(piece, bytes.length - at)) {
            bus.publish(LatticeMessage.of(
                    subject, java.util.Arrays.copyOfRange(bytes, at, at + Math.min(piece, bytes.length - at))));
        }
        bus.publish(LatticeMessage.empty(subject));
    }

    static Stream<Arguments> all() {
        return Vectors.of("values.json", "vectors").stream()
                .filter(vector -> vector.has("deferred") || vector.has("mode"))
                .map(vector -> Arguments.of(vector.get("type").asText(), vector));
    }

    static Stream<Arguments> written() {
        return all().filter(arguments -> ((JsonNode) arguments.get()[1]).has("deferred"));
    }
}
