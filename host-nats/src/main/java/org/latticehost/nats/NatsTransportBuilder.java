package org.latticehost.nats;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.spi.LatticeNames;

/**
 * Settings of a {@link NatsTransport}. Without any it connects to {@code nats://127.0.0.1:4222}, without credentials.
 *
 * <p>Confined to one thread at a time.
 */
public final class NatsTransportBuilder {
    private static final Set<String> SCHEMES = Set.of("nats", "tls");

    private List<String> servers = List.of("nats://127.0.0.1:4222");
    private @Nullable List<String> controlServers;
    private @Nullable List<String> rpcServers;
    private NatsCredentials credentials = NatsCredentials.none();
    private @Nullable NatsCredentials controlCredentials;
    private @Nullable NatsCredentials rpcCredentials;
    private boolean controlTls;
    private boolean rpcTls;
    private @Nullable Path caCertificates;
    private @Nullable String domain;
    private String inboxPrefix = "_INBOX.";
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration requestTimeout = Duration.ofSeconds(5);
    private Duration pingInterval = Duration.ofSeconds(20);
    private Duration watchHeartbeat = Duration.ofSeconds(5);
    private Backoff reconnect = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private long pendingBytes = 8L << 20;

    NatsTransportBuilder() {}

    /**
     * The servers of one cluster, tried in this order: {@code nats://host:port} or {@code tls://host:port}; the port is
     * 4222 unless given.
     *
     * @throws ConfigurationException if one is malformed or holds a user; see {@link #credentials}
     */
    public NatsTransportBuilder servers(List<String> urls) {
        servers = checked(urls);
        return this;
    }

    /** One server; see {@link #servers}. */
    public NatsTransportBuilder server(String url) {
        return servers(List.of(url));
    }

    /** Other servers for control messages, events and buckets. Default: those of {@link #servers}. */
    public NatsTransportBuilder controlServers(List<String> urls) {
        controlServers = checked(urls);
        return this;
    }

    /** Other servers for calls. Default: those of {@link #servers}. */
    public NatsTransportBuilder rpcServers(List<String> urls) {
        rpcServers = checked(urls);
        return this;
    }

    /** Who we are, on both connections. Default: nobody. */
    public NatsTransportBuilder credentials(NatsCredentials value) {
        credentials = value;
        return this;
    }

    /** Other credentials for the control connection. */
    public NatsTransportBuilder controlCredentials(NatsCredentials value) {
        controlCredentials = value;
        return this;
    }

    /** Other credentials for the connection for calls. */
    public NatsTransportBuilder rpcCredentials(NatsCredentials value) {
        rpcCredentials = value;
        return this;
    }

    /**
     * Whether both connections must be encrypted; they also are to {@code tls://} servers. The server's name is checked
     * against its certificate. Default: false.
     */
    public NatsTransportBuilder tlsRequired(boolean required) {
        return controlTlsRequired(required).rpcTlsRequired(required);
    }

    /** Whether the control connection must be encrypted; see {@link #tlsRequired}. */
    public NatsTransportBuilder controlTlsRequired(boolean required) {
        controlTls = required;
        return this;
    }

    /** Whether the connection for calls must be encrypted; see {@link #tlsRequired}. */
    public NatsTransportBuilder rpcTlsRequired(boolean required) {
        rpcTls = required;
        return this;
    }

    /**
     * A PEM file with the certificates of the authorities to trust, instead of those of the JVM. Read when the transport
     * starts.
     */
    public NatsTransportBuilder caCertificates(Path pem) {
        caCertificates = pem;
        return this;
    }

    /** The JetStream domain of the buckets. Default: none. */
    public NatsTransportBuilder jetStreamDomain(String name) {
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '.' && c != '*' && c != '>')) {
            throw new ConfigurationException("malformed JetStream domain '" + name + "'");
        }
        domain = name;
        return this;
    }

    /**
     * What reply subjects begin with, for accounts that may not use the default, {@code _INBOX}. One or more tokens.
     *
     * @throws ConfigurationException if it is no subject
     */
    public NatsTransportBuilder inboxPrefix(String subject) {
        String tokens = subject.endsWith(".") ? subject.substring(0, subject.length() - 1) : subject;
        try {
            inboxPrefix = LatticeNames.requireSubject(tokens) + ".";
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("malformed inbox prefix: " + e.getMessage(), e);
        }
        return this;
    }

    /** How long one attempt to connect to one server may take. More than zero; default 2 s. */
    public NatsTransportBuilder connectTimeout(Duration timeout) {
        connectTimeout = positive("connectTimeout", timeout);
        return this;
    }

    /** How long an operation on a bucket may take, with waiting for a connection. More than zero; default 5 s. */
    public NatsTransportBuilder requestTimeout(Duration timeout) {
        requestTimeout = positive("requestTimeout", timeout);
        return this;
    }

    /**
     * How often to ask a silent server whether it is still there; after two questions without answer the connection
     * counts as lost. More than zero; default 20 s.
     */
    public NatsTransportBuilder pingInterval(Duration interval) {
        pingInterval = positive("pingInterval", interval);
        return this;
    }

    /**
     * How often the server shows that a watch without changes is alive; after more than twice that time without a sign,
     * for example because the bucket was deleted, the watch is opened anew. At least 100 ms; default 5 s.
     */
    public NatsTransportBuilder watchHeartbeat(Duration interval) {
        if (interval.toMillis() < 100) {
            throw new ConfigurationException("watchHeartbeat must be at least 100 ms, not " + interval);
        }
        watchHeartbeat = interval;
        return this;
    }

    /**
     * Pauses between attempts to connect: they grow from the first to the longest and are shortened at random by up to
     * half. More than zero; default 100 ms to 5 s.
     */
    public NatsTransportBuilder reconnectBackoff(Duration first, Duration longest) {
        positive("reconnectBackoff", first);
        if (longest.compareTo(first) < 0) {
            throw new ConfigurationException("the longest pause, " + longest + ", is shorter than the first, " + first);
        }
        reconnect = new Backoff(first, longest);
        return this;
    }

    /** How many payload bytes each connection keeps for sending while it is lost. At least 0; default 8 MiB. */
    public NatsTransportBuilder pendingBytes(long bytes) {
        if (bytes < 0) {
            throw new ConfigurationException("pendingBytes must be at least 0, not " + bytes);
        }
        pendingBytes = bytes;
        return this;
    }

    /**
     * Makes the transport, without any input or output.
     *
     * @throws ConfigurationException if settings do not fit together
     */
    public NatsTransport build() {
        // The names that the reference host gives its connections; operators look for them in the server's list.
        NatsSettings.Peer control = peer("wasmbus", controlServers, controlCredentials, controlTls);
        NatsSettings.Peer rpc = peer("rpc", rpcServers, rpcCredentials, rpcTls);
        if (caCertificates != null && !control.tls() && !rpc.tls()) {
            throw new ConfigurationException(
                    "caCertificates without an encrypted connection: add tlsRequired(true) or use tls:// servers");
        }
        return new NatsTransport(new NatsSettings(
                control,
                rpc,
                caCertificates,
                domain,
                inboxPrefix,
                connectTimeout,
                requestTimeout,
                pingInterval,
                watchHeartbeat,
                reconnect,
                pendingBytes));
    }

    private NatsSettings.Peer peer(
            String name, @Nullable List<String> own, @Nullable NatsCredentials ownCredentials, boolean tls) {
        List<String> urls = own == null ? servers : own;
        boolean encrypted = urls.stream().filter(url -> url.startsWith("tls:")).count() == urls.size();
        if (!tls && !encrypted && urls.stream().anyMatch(url -> url.startsWith("tls:"))) {
            throw new ConfigurationException(
                    "some servers are tls:// and some are not: " + urls + "; call tlsRequired(true) or name all alike");
        }
        return new NatsSettings.Peer(
                name, urls, ownCredentials == null ? credentials : ownCredentials, tls || encrypted);
    }

    private static List<String> checked(List<String> urls) {
        if (urls.isEmpty()) {
            throw new ConfigurationException("the list of NATS servers is empty");
        }
        return urls.stream().map(NatsTransportBuilder::checked).toList();
    }

    private static String checked(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new ConfigurationException(
                    "malformed NATS server at character " + e.getIndex() + ": " + e.getReason());
        }
        if (uri.getUserInfo() != null) {
            throw new ConfigurationException("the NATS server '" + uri.getHost()
                    + "' holds a user: URLs are shown; call credentials(..) instead");
        }
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
            throw new ConfigurationException("malformed NATS server '" + url + "': expected nats://host:port");
        }
        if (uri.getPort() > 65_535 || !"".equals(uri.getPath()) || uri.getQuery() != null) {
            throw new ConfigurationException("malformed NATS server '" + url + "': expected nats://host:port");
        }
        return uri.getPort() < 0 ? url + ":4222" : url;
    }

    private static Duration positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new ConfigurationException(name + " must be more than zero, not " + value);
        }
        return value;
    }
}
