package org.latticehost.nats;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.impl.Headers;
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
}
