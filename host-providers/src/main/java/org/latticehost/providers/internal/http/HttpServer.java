package org.latticehost.providers.internal.http;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Jetty server with a listener for each address, all on one pool of threads named {@code lattice-http-<n>}. The pool
 * is bounded: no request occupies a thread while it waits, so a few times the processors are enough, components that run on
 * these threads included, plus those of each listener that wait for connections and for their data.
 */
final class HttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 8196;
    private static final int HEADER_BYTES = 64 << 10;
    private static final int RESPONSE_HEADER_BYTES = 256 << 10;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int THREADS = 8 + 2 * Runtime.getRuntime().availableProcessors() + HttpThreads.MAX_LENT;

    private final HttpThreads threads;
    private final Server server;
    private final Dispatch dispatch;
    private int listeners;

    /**
     * @param stackBytes of its threads, which may run components
     */
    HttpServer(Tracing tracing, long stackBytes) {
        threads = new HttpThreads(THREADS, stackBytes);
        server = new Server(threads, new ScheduledExecutorScheduler("lattice-http-timer", true), null);
        dispatch = new Dispatch(tracing, server.getScheduler());
        server.setHandler(dispatch);
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(0);
    }

    void start() {
        try {
            server.start();
            dispatch.lookAfter();
        } catch (Exception e) {
            throw new ProviderException("Jetty does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Binds an address and serves it.
     *
     * @throws ProviderException with {@link ErrorCode#ADDRESS_IN_USE} if somebody else listens there
     */
    Binding listen(InetSocketAddress address, RouteTable routes, Optional<Rules.Tls> tls) {
        threads.setMaxThreads(THREADS + (1 + Port.SELECTORS) * ++listeners);
        Port connector = new Port(server, factories(tls));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setReuseAddress(true);
        connector.setIdleTimeout(IDLE.toMillis());
        Binding listener = new Binding(this, connector, routes);
        dispatch.add(connector, listener);
        try {
            connector.open();
            server.addConnector(connector);
            connector.start();
        } catch (Exception e) {
            remove(connector);
            throw cannotListen(address, e);
        }
        LOG.atInfo().addKeyValue("address", Addresses.text(listener.address())).log("HTTP server listens");
        return listener;
    }

    /** Ends a connector with its connections, without waiting for it. */
    void remove(Port connector) {
        server.removeConnector(connector);
        dispatch.remove(connector);
        // Not here: this may be one of the connector's own threads, which its stop would wait for.
        threads.execute(() -> {
            try {
                connector.stop();
                threads.wakeSuccessors(); // so that none of the connector is kept
            } catch (Exception e) {
                LOG.warn("closing {} failed", connector, e);
            }
        });
    }

    /** Accepts no more, waits for running requests, then breaks off what is left. */
    void stop(Duration grace) {
        for (var connector : server.getConnectors()) {
            ((Port) connector).release();
        }
        dispatch.drain(grace);
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("stopping the HTTP server failed", e);
        }
    }

    private static ConnectionFactory[] factories(Optional<Rules.Tls> tls) {
        HttpConfiguration config = new HttpConfiguration();
        config.setSendServerVersion(false);
        config.setRequestHeaderSize(HEADER_BYTES);
        config.setResponseHeaderSize(HEADER_BYTES);
        config.setMaxResponseHeaderSize(RESPONSE_HEADER_BYTES);
        // The path is the component's to interpret.
        config.setUriCompliance(UriCompliance.UNSAFE);
        List<ConnectionFactory> factories = new ArrayList<>();
        HttpConnectionFactory http = new HttpConnectionFactory(config);
        tls.ifPresent(files -> {
            config.addCustomizer(new SecureRequestCustomizer(false));
            factories.add(new SslConnectionFactory(PemFiles.contextFactory(files), http.getProtocol()));
        });
        factories.add(http);
        if (tls.isEmpty()) {
            factories.add(new HTTP2CServerConnectionFactory(config));
        }
        return factories.toArray(ConnectionFactory[]::new);
    }

    private static ProviderException cannotListen(InetSocketAddress address, Exception cause) {
        String where = Addresses.text(address);
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (!(root instanceof BindException)) {
            return new ProviderException(
                    ErrorCode.PROVIDER, "cannot listen on " + where + ": " + root.getMessage(), cause);
        }
        if (!local(address)) {
            return new ProviderException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "cannot listen on " + where + ": this machine has no such address; use one of its own or 0.0.0.0",
                    cause);
        }
        if (address.getPort() > 0
                && address.getPort() < 1024
                && !System.getProperty("user.name", "").equals("root")) {
            return new ProviderException(
                    ErrorCode.DENIED,
                    "cannot listen on " + where + ": " + root.getMessage()
                            + "; ports below 1024 need a privilege, use a higher one",
                    cause);
        }
        return new ProviderException(
                ErrorCode.ADDRESS_IN_USE,
                "cannot listen on " + where
                        + ": the address is in use; end what listens there or configure another address"
                        + " (several components share one port with routing_mode path or host)",
                cause);
    }

    private static boolean local(InetSocketAddress address) {
        try {
            return address.getAddress().isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address.getAddress()) != null
                    || address.getAddress().isLoopbackAddress();
        } catch (SocketException e) {
            return true;
        }
    }
}
