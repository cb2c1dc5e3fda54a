package org.latticehost.providers.internal.httpclient;

import io.opentelemetry.context.Context;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.spi.OutgoingHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests with Jetty's client, over HTTP/1.1 and full duplex: the answer is read while the request is still being
 * sent. Adds no header but {@code Host} and those of the framing, follows no redirect, keeps no cookie, decompresses
 * nothing. Thread-safe; does not block, except to start and to close. Its threads are named {@code lattice-http-client}.
 */
public final class JettyClient implements OutgoingHttpClient {
    private static final Logger LOG = LoggerFactory.getLogger(JettyClient.class);
    private static final Duration CONNECT = Duration.ofSeconds(30);
    /** Of a connection that waits for its next request, and of what is known about a server without connections. */
    private static final Duration IDLE = Duration.ofSeconds(60);
    /** Connections to one server at once, and requests that wait for one of them. */
    private static final int CONNECTIONS = 1024;

    private static final int REQUEST_HEADER_BYTES = 64 << 10;
    private static final int RESPONSE_HEADER_BYTES = 256 << 10;
    /** No request occupies a thread while it waits; looking up a host's address does. */
    private static final int THREADS = 8 + 2 * Runtime.getRuntime().availableProcessors();

    private final HttpClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private int underWay;

    private JettyClient(HttpClient client) {
        this.client = client;
    }

    /**
     * A running client.
     *
     * @param tls whom to trust; empty for whom the JVM trusts
     */
    public static JettyClient start(Optional<SSLContext> tls) {
        try {
            QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
            threads.setName("lattice-http-client");
            threads.setDaemon(true);
            SslContextFactory.Client trust = new SslContextFactory.Client();
            trust.setSslContext(tls.isPresent() ? tls.get() : SSLContext.getDefault());
            ClientConnector connector = new ClientConnector();
            connector.setSelectors(1);
            connector.setSslContextFactory(trust);
            HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
            client.setExecutor(threads);
            client.setScheduler(new ScheduledExecutorScheduler("lattice-http-client-timer", true));
            client.setConnectTimeout(CONNECT.toMillis());
            client.setIdleTimeout(IDLE.toMillis());
            client.setDestinationIdleTimeout(IDLE.toMillis());
            client.setMaxConnectionsPerDestination(CONNECTIONS);
            client.setMaxRequestsQueuedPerDestination(CONNECTIONS);
            client.setMaxRequestHeadersSize(REQUEST_HEADER_BYTES);
            client.setMaxResponseHeadersSize(RESPONSE_HEADER_BYTES);
            client.setFollowRedirects(false);
            client.setHttpCookieStore(new HttpCookieStore.Empty());
            client.setUserAgentField(null);
            client.setDefaultRequestContentType(null);
            client.start();
            client.getContentDecoderFactories().clear();
            // They would hold back or swallow answers that are for the guest.
            client.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
            client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
            client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
            return new JettyClient(client);
        } catch (NoSuchAlgorithmException e) {
            throw new ProviderException("this JVM has no TLS: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new ProviderException("the HTTP client does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
        return handle(request, HttpTimeouts.DEFAULT, telemetry);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
        org.eclipse.jetty.client.Request message;
        try {
            message = Messages.of(client, request);
        } catch (IllegalArgumentException e) {
            request.body().cancel();
            return CompletableFuture.failedFuture(
                    new HttpErrorException("HTTP-request-URI-invalid", null, "malformed request: " + e, e));
        }
        Sending sending = new Sending(message, request.body(), this::ended);
        begun();
        return sending.send(client.getScheduler(), timeouts.connect().plus(timeouts.firstByte()));
    }

    private void begun() {
        lock.lock();
        try {
            underWay++;
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            if (--underWay == 0) {
                quiet.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(Duration grace) {
        lock.lock();
        try {
            long left = grace.toNanos();
            while (underWay > 0 && left > 0) {
                left = quiet.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        try {
            client.stop();
        } catch (Exception e) {
            LOG.warn("stopping the HTTP client failed", e);
        }
    }
}
