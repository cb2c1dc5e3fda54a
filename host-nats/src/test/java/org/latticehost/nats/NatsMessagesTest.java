package org.latticehost.nats;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;

class NatsMessagesTest {
    @Test
    void headersCountAsLongAsTheyAreOnTheWire() {
        Headers onTheWire = new Headers().put("source-id", "caller").put("link-name", "default");
        LatticeMessage message = LatticeMessage.of("subject", new byte[100])
                .withHeaders(Map.of("source-id", "caller", "link-name", "default"));
        int size = 100 + onTheWire.serializedLength();

        assertThatCode(() -> NatsMessages.requireFits(message, size)).doesNotThrowAnyException();
        assertThatThrownBy(() -> NatsMessages.requireFits(message, size - 1))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(size + " bytes");
    }

    @Test
    void eachMessageHasItsOwnHeaders() {
        List<Map<String, String>> sent = List.of(
                Map.of("source-id", "a", "link-name", "default"),
                Map.of("source-id", "a", "link-name", "default"),
                Map.of("source-id", "b", "link-name", "default"),
                Map.of("source-id", "b", "target-id", "default"),
                Map.of("source-id", "b"),
                Map.of("source-id", "b", "link-name", "default", "traceparent", "00-1-2-01"));

        for (Map<String, String> headers : sent) {
            Headers onTheWire = new Headers();
            headers.forEach((name, value) -> onTheWire.put(name, value));

            LatticeMessage received = NatsMessages.received(NatsMessage.builder()
                    .subject("subject")
                    .headers(onTheWire)
                    .data("text")
                    .build());

            assertThat(requireNonNull(received).headers()).isEqualTo(headers);
        }
    }

    @Test
    void ofSeveralValuesTheFirstCounts() {
        for (List<String> values : List.of(List.of("a"), List.of("a", "b"), List.of("b", "a"))) {
            LatticeMessage received = NatsMessages.received(NatsMessage.builder()
                    .subject("subject")
                    .headers(new Headers().put("source-id", values))
                    .data("text")
                    .build());

            assertThat(requireNonNull(received).headers()).isEqualTo(Map.of("source-id", values.get(0)));
        }
    }
}
