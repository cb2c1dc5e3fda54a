package org.latticehost.core.internal.provider;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.component.LocalProviders;
import org.latticehost.core.internal.link.LinkTable;
import org.latticehost.core.internal.rpc.Caller;
import org.latticehost.core.internal.rpc.Served;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.core.internal.wire.WireForm;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.error.OverloadedException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.OutgoingHttp;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.wit.WitInterface;

/** Calls from elsewhere of what a provider of this host offers: for the caller's link, as for callers here. Thread-safe. */
final class OfferedCalls implements Served {
    /** Calls of one provider at once; more are refused. */
    private static final int MAX_CALLS = 4096;

    private final String id;
    private final CapabilityProvider provider;
    private final Supplier<LinkTable> links;
    private final LocalProviders providers;
    private final Tracing tracing;
    private final Executor threads;
    private final Duration maxTime;
    private final Map<String, WitInterface> offers;
    private final Semaphore permits = new Semaphore(MAX_CALLS);
    private final Map<Key, HostInterface> known = new ConcurrentHashMap<>();

    /**
     * @param providers resolves links
     * @param threads run the calls
     */
    OfferedCalls(
            String id,
            CapabilityProvider provider,
            Supplier<LinkTable> links,
            LocalProviders providers,
            Tracing tracing,
            Executor threads,
            Duration maxTime) {
        this.id = id;
        this.provider = provider;
        this.links = links;
        this.providers = providers;
        this.tracing = tracing;
        this.threads = threads;
        this.maxTime = maxTime;
        this.offers = provider.offers().stream()
                .collect(Collectors.toMap(each -> each.name().toString(), each -> each));
    }

    /** What a caller gets; without a link, what all such get. */
    private record Key(String instance, @Nullable Link link) {}

    @Override
    public CompletionStage<@Nullable Object> call(String instance, String function, Object[] args, Caller caller) {
        if (!permits.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new OverloadedException("more than " + MAX_CALLS + " calls of provider '" + id + "' at once"));
        }
        Span span = tracing.invocation(caller.telemetry(), id, instance, function);
        OfferedCall call = new OfferedCall(caller.id(), caller.telemetry().with(span), maxTime);
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        threads.execute(() -> {
            Throwable failure = null;
            Object value = null;
            call.begin(result);
            Scope scope = call.telemetry().makeCurrent();
            try {
                value = body(instance, function, caller).call(call, args);
            } catch (Exception | LinkageError | StackOverflowError e) {
                failure = e;
            } finally {
                scope.close();
                call.end();
                permits.release();
                Tracing.end(span, failure);
            }
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    @Override
    public CompletionStage<HttpResponse> http(HttpRequest request, HttpTimeouts timeouts, Caller caller) {
        try {
            Link link =
                    link(caller, "wrpc:http/outgoing-handler").orElseThrow(() -> notLinked(caller, "HTTP requests"));
            OutgoingHttp http = provider.http(providers.resolve(link))
                    .orElseThrow(() -> new LinkException("provider '" + id + "' sends no HTTP requests"));
            return http.handle(request, timeouts, caller.telemetry());
        } catch (HostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private HostFunction body(String instance, String function, Caller caller) {
        HostFunction body = implementation(instance, caller).function(function);
        if (body == null) {
            throw new LinkException("provider '" + id + "' does not implement '" + instance + "#" + function + "'");
        }
        return body;
    }

    private HostInterface implementation(String instance, Caller caller) {
        Link link = link(caller, instance).orElse(null);
        Key key = new Key(instance, link);
        HostInterface found = known.get(key);
        if (found == null) {
            WitInterface wanted = offers.get(instance);
            if (wanted == null) {
                throw new LinkException("provider '" + id + "' does not offer '" + instance + "'");
            }
            found = (link == null ? provider.serveUnlinked(wanted) : provider.serve(wanted, resolved(link)))
                    .orElseThrow(() -> notLinked(caller, instance));
            known.keySet().removeIf(each -> each.link != null && !current(each.link)); // removed links are forgotten
            known.put(key, found);
        }
        return found;
    }

    private ResolvedLink resolved(Link link) {
        return providers.resolve(link);
    }

    private Optional<Link> link(Caller caller, String instance) {
        String name = caller.linkName().orElse(Link.DEFAULT_NAME);
        Link link = links.get().route(caller.id(), name, WireForm.linked(instance));
        return Optional.ofNullable(link).filter(found -> found.target().equals(id));
    }

    private boolean current(Link link) {
        return links.get().of(link.source()).contains(link);
    }

    private LinkException notLinked(Caller caller, String what) {
        return new LinkException(
                ErrorCode.NO_LINK,
                "'" + caller.id() + "' called '" + what + "' of provider '" + id + "' but has no link named '"
                        + caller.linkName().orElse(Link.DEFAULT_NAME) + "' to it");
    }
}
