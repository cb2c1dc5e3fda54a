package org.latticehost.core.internal.http;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.spi.OutgoingHttp;
import org.latticehost.host.spi.OutgoingHttpClient;
import org.latticehost.host.spi.OutgoingHttpClientFactory;

/**
 * Sends what a grant allows: with the client that was found, or the JDK's. It is made at first use, since few hosts need it,
 * and closed with the host. Thread-safe.
 */
public final class GrantedRequests implements OutgoingHttp {
    private final Optional<OutgoingHttpClientFactory> factory;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable OutgoingHttp client;
    private boolean closed;

    /** One that works with what the factory makes, if there is one. */
    public GrantedRequests(Optional<OutgoingHttpClientFactory> factory, Executor executor) {
        this.factory = factory;
        this.executor = executor;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
        return handle(request, HttpTimeouts.DEFAULT, telemetry);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
        OutgoingHttp running;
        try {
            running = client();
        } catch (HostException e) {
            request.body().cancel();
            return CompletableFuture.failedFuture(e);
        }
        return running.handle(request, timeouts, telemetry);
    }

    private OutgoingHttp client() {
        OutgoingHttp known = client;
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            if (closed) {
                throw new HttpErrorException("connection-terminated", null, "the host is stopping", null);
            }
            known = client;
            if (known == null) {
                known = factory.isPresent()
                        ? factory.get().start(Optional.empty())
                        : new JdkClient(executor, Optional.empty());
                client = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Breaks off what is not over by then. */
    public void close(Duration grace) {
        OutgoingHttp running;
        lock.lock();
        try {
            closed = true;
            running = client;
            client = null;
        } finally {
            lock.unlock();
        }
        if (running instanceof OutgoingHttpClient closable) {
            closable.close(grace);
        }
    }
}
