package org.latticehost.natsproviders;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.testkit.capability.LinkedProvider;
import org.latticehost.testkit.capability.MessagingCapabilityContract;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

class MessagingNatsIT implements MessagingCapabilityContract {
    private static NatsServer server;

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort("authorization { user: carol, password: open-sesame }");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    public CapabilityProvider provider() {
        return new MessagingNatsProviderFactory().create();
    }

    @Override
    public Map<String, String> config() {
        return Map.of("cluster_uris", "nats://carol:open-sesame@127.0.0.1:" + server.port());
    }

    @Test
    void aLinkThatMayNotConnectFailsWithoutRepeatingThePassword() {
        Map<String, String> wrong = Map.of("cluster_uris", "nats://carol:guessed@127.0.0.1:" + server.port());
        try (LinkedProvider linked = LinkedProvider.start(provider(), wrong)) {
            assertThatThrownBy(() -> linked.linkTo("wasmcloud:messaging", "default", Map.of(), "consumer"))
                    .isInstanceOf(HostException.class)
                    .hasMessageNotContaining("guessed");
        }
    }
}
