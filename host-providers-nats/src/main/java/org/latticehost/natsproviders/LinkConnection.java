package org.latticehost.natsproviders;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.nats.NatsCredentials;
import org.latticehost.nats.NatsTransport;
import org.latticehost.nats.NatsTransportBuilder;
import org.latticehost.providers.backend.BackendLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection of one link, from its settings. */
final class LinkConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);
    private static final String DEFAULT = "nats://127.0.0.1:4222";
    private static final Duration REACHED_WITHIN = Duration.ofSeconds(5);

    private LinkConnection() {}

    /**
     * Connects.
     *
     * @param serversKey the key of the servers, joined by commas
     * @throws ConfigurationException if a setting is wrong
     * @throws org.latticehost.host.error.TransportException if no server answers within 5 s
     */
    static NatsTransport open(BackendLink link, String serversKey) {
        NatsTransportBuilder builder = NatsTransport.builder().requestTimeout(REACHED_WITHIN);
        servers(link, serversKey, builder);
        credentials(link).ifPresent(builder::credentials);
        link.text("js_domain").ifPresent(builder::jetStreamDomain);
        link.text("custom_inbox_prefix").ifPresent(builder::inboxPrefix);
        Optional<String> pem = link.text("tls_ca");
        if (pem.isEmpty()) {
            link.text("tls_ca_file").map(Path::of).ifPresent(file -> trust(builder, file));
            return start(builder, link);
        }
        Path file = file(pem.get());
        try {
            trust(builder, file);
            return start(builder, link);
        } finally {
            delete(file);
        }
    }

    private static void trust(NatsTransportBuilder builder, Path file) {
        builder.caCertificates(file).tlsRequired(true);
    }

    private static NatsTransport start(NatsTransportBuilder builder, BackendLink link) {
        NatsTransport transport = builder.build();
        try {
            transport.start(new Listener(link));
            transport.rpc().flush(REACHED_WITHIN);
            return transport;
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private record Listener(BackendLink link) implements LatticeTransport.ConnectionListener {
        @Override
        public void connected() {
            LOG.atDebug().log("connected for {}", link);
        }

        @Override
        public void disconnected(String reason) {
            LOG.atWarn().addKeyValue("reason", reason).log("connection lost for {}", link);
        }
    }

    private static void servers(BackendLink link, String key, NatsTransportBuilder builder) {
        List<String> urls = new ArrayList<>();
        for (String item : link.text(key).orElse(DEFAULT).split(",", -1)) {
            if (!item.isBlank()) {
                urls.add(withoutUser(key, item.strip(), builder));
            }
        }
        builder.servers(urls);
    }

    private static String withoutUser(String key, String text, NatsTransportBuilder builder) {
        String full = text.contains("://") ? text : "nats://" + text;
        try {
            URI uri = new URI(full);
            String user = uri.getUserInfo();
            if (user == null) {
                return full;
            }
            int colon = user.indexOf(':');
            builder.credentials(
                    colon < 0
                            ? NatsCredentials.token(user)
                            : NatsCredentials.userPassword(user.substring(0, colon), user.substring(colon + 1)));
            return uri.getScheme() + "://" + uri.getRawAuthority().replaceFirst("^.*@", "");
        } catch (URISyntaxException e) {
            // Without the text: it may hold a password.
            throw new ConfigurationException(key + " holds something that is not a URL: " + e.getReason());
        }
    }

    private static Optional<NatsCredentials> credentials(BackendLink link) {
        Optional<String> jwt = link.text("client_jwt");
        Optional<String> seed = link.text("client_seed");
        if (jwt.isPresent() != seed.isPresent()) {
            throw new ConfigurationException("client_jwt and client_seed go together");
        }
        return jwt.map(value -> NatsCredentials.jwt(value, seed.orElseThrow()));
    }

    private static Path file(String pem) {
        try {
            return Files.writeString(Files.createTempFile("nats-ca", ".pem"), pem);
        } catch (IOException e) {
            throw new ConfigurationException("tls_ca could not be written to a temporary file: " + e.getMessage(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("left behind: {}", file, e);
        }
    }
}
