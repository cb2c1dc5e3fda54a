package org.latticehost.providers.internal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.providers.MessagingMemoryProviderFactory;
import org.latticehost.testkit.capability.LinkedProvider;
import org.latticehost.testkit.capability.MessagingCapabilityContract;

class MessagingMemoryTest implements MessagingCapabilityContract {
    @Override
    public CapabilityProvider provider() {
        return new MessagingMemoryProviderFactory().create();
    }

    @Override
    public Map<String, String> config() {
        return Map.of();
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, a.b, true", "a.*, a.b, true", "a.*, a, false", "a.*, a.b.c, false", "a.>, a.b.c, true",
        "a.>, a, false", ">, a, true", "*.b, a.b, true", "a.b, a, false", "a, a.b, false"
    })
    void wildcardsStandForTokens(String subscribed, String sent, boolean covered) {
        assertThat(Subject.of(subscribed, true).covers(Subject.of(sent, false))).isEqualTo(covered);
    }

    @Test
    void aWrongLinkSaysWhatIsWrong() {
        try (LinkedProvider linked = LinkedProvider.start(provider(), Map.of(), id -> new Nobody())) {
            assertThatThrownBy(() -> linked.linkTo("wasi:keyvalue", "default", Map.of(), "store"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("wasmcloud:messaging");
            assertThatThrownBy(() ->
                            linked.linkFrom("wasmcloud:messaging", "default", Map.of("consumers", "[{}]"), "handler"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("consumers");
        }
    }

    @Test
    void subscriptionsThatAreNoSubjectsFailTheLink() {
        try (LinkedProvider linked = LinkedProvider.start(provider(), Map.of(), id -> new Nobody())) {
            for (String wrong : new String[] {"a..b", "a b", "a|b|c", "a|", ">.a"}) {
                assertThatThrownBy(() -> linked.linkFrom(
                                "wasmcloud:messaging", "default", Map.of("subscriptions", wrong), "handler"))
                        .as(wrong)
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("subscriptions");
            }
        }
    }
}
