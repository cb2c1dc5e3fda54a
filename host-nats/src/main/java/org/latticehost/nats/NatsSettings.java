package org.latticehost.nats;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the builder gathered, checked.
 *
 * @param control the connection for control messages, events and buckets
 * @param rpc the connection for calls
 * @param inboxPrefix of reply subjects, with a final dot
 */
record NatsSettings(
        Peer control,
        Peer rpc,
        @Nullable Path caCertificates,
        @Nullable String domain,
        String inboxPrefix,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration pingInterval,
        Duration watchHeartbeat,
        Backoff reconnect,
        long pendingBytes) {

    /** Where a connection goes, as whom. */
    record Peer(String clientName, List<String> servers, NatsCredentials credentials, boolean tls) {
        Peer {
            servers = List.copyOf(servers);
        }

        String url() {
            return String.join(",", servers);
        }
    }

    Optional<String> jetStreamDomain() {
        return Optional.ofNullable(domain);
    }
}
