package org.latticehost.e2e;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.NatsServer;

/** What an administrator does to buckets behind the back of hosts. */
final class Buckets {
    private Buckets() {}

    static void delete(NatsServer server, String bucket) throws Exception {
        ask(server, "$JS.API.STREAM.DELETE.KV_" + bucket);
    }

    static void empty(NatsServer server, String bucket) throws Exception {
        ask(server, "$JS.API.STREAM.PURGE.KV_" + bucket);
    }

    private static void ask(NatsServer server, String subject) throws Exception {
        try (NatsTransport transport =
                NatsTransport.builder().server(server.url()).build()) {
            transport.start(new LatticeTransport.ConnectionListener() {
                @Override
                public void connected() {}

                @Override
                public void disconnected(String reason) {}
            });
            await().until(transport::connected);
            LatticeMessage answer = transport
                    .control()
                    .request(LatticeMessage.empty(subject), Duration.ofSeconds(5))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            String text = new String(answer.payload(), StandardCharsets.UTF_8);
            if (!text.contains("\"success\":true")) {
                throw new AssertionError(subject + ": " + text);
            }
        }
    }
}
