package org.latticehost.core.internal.http;

import io.opentelemetry.context.Context;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.spi.OutgoingHttp;

/**
 * Sends requests of guests and providers with the JDK's client, made at first use. Follows no redirect and sends no trailers.
 * Half duplex: over HTTP/1.1 that client reads the answer when the whole request has been sent. Thread-safe; does not block.
 */
public final class JdkClient implements OutgoingHttp {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    /** What the client sets by itself, and refuses to be told. */
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

    private final Executor executor;
    private final Optional<SSLContext> tls;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable HttpClient client;

    /** A client that trusts whom the context trusts. */
    public JdkClient(Executor executor, Optional<SSLContext> tls) {
        this.executor = executor;
        this.tls = tls;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
        return handle(request, HttpTimeouts.DEFAULT, telemetry);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
        java.net.http.HttpRequest message;
        try {
            message = message(request, timeouts);
        } catch (IllegalArgumentException e) {
            request.body().cancel();
            return CompletableFuture.failedFuture(
                    new HttpErrorException("HTTP-request-URI-invalid", null, "malformed request: " + e, e));
        }
        CompletableFuture<java.net.http.HttpResponse<BytePipe>> sent =
                client().sendAsync(message, head -> new PipeSubscriber());
        CompletableFuture<HttpResponse> response = new CompletableFuture<>();
        var unused = sent.whenComplete((got, failure) -> {
            if (failure != null) {
                request.body().cancel();
                response.completeExceptionally(ClientErrors.toHttp(failure));
            } else if (!response.complete(new HttpResponse(got.statusCode(), fields(got), got.body()))) {
                got.body().cancel();
            }
        });
        var unusedCancel = response.whenComplete((got, failure) -> {
            if (response.isCancelled()) {
                sent.cancel(true);
            }
        });
        return response;
    }

    private java.net.http.HttpRequest message(HttpRequest request, HttpTimeouts timeouts) {
        String authority =
                request.authority().orElseThrow(() -> new IllegalArgumentException("a request without authority"));
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(
                        URI.create(request.scheme() + "://" + authority + request.pathWithQuery()))
                .timeout(timeouts.connect().plus(timeouts.firstByte()));
        for (HttpFields.Field field : request.headers().fields()) {
            if (!OWN_HEADERS.contains(field.name().toLowerCase(Locale.ROOT))) {
                builder.header(field.name(), field.text());
            }
        }
        return builder.method(request.method(), body(request)).build();
    }

    private static java.net.http.HttpRequest.BodyPublisher body(HttpRequest request) {
        if (request.body().state() == BytePipe.State.ENDED) {
            return java.net.http.HttpRequest.BodyPublishers.noBody();
        }
        PipePublisher publisher = new PipePublisher(request.body());
        Optional<Long> length = request.headers().first("content-length").map(Long::valueOf);
        return length.isPresent() && length.get() > 0
                ? java.net.http.HttpRequest.BodyPublishers.fromPublisher(publisher, length.get())
                : java.net.http.HttpRequest.BodyPublishers.fromPublisher(publisher);
    }

    private static HttpFields fields(java.net.http.HttpResponse<?> response) {
        List<HttpFields.Field> all = new ArrayList<>();
        response.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":")) {
                values.forEach(value -> all.add(HttpFields.Field.of(name, value)));
            }
        });
        return HttpFields.of(all);
    }

    private HttpClient client() {
        HttpClient known = client;
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            known = client;
            if (known == null) {
                HttpClient.Builder builder = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .executor(executor);
                tls.ifPresent(builder::sslContext);
                known = builder.build();
                client = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }
}
