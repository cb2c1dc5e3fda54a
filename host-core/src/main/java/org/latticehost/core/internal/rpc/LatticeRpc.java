package org.latticehost.core.internal.rpc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.wrpc.WrpcClient;
import org.latticehost.wrpc.WrpcHttp;
import org.latticehost.wrpc.WrpcNames;
import org.latticehost.wrpc.WrpcOptions;
import org.latticehost.wrpc.WrpcServing;

/**
 * The host's side of wRPC: calls what runs elsewhere in the lattice, and serves what runs here to others. Thread-safe.
 */
public final class LatticeRpc implements AutoCloseable {
    /** Targets whose HTTP handlers are kept ready. */
    private static final int MAX_KNOWN = 1024;

    private final MessageBus bus;
    private final String lattice;
    private final Tracing tracing;
    private final WrpcClient client;
    private final WrpcServing serving;
    private final OpenCalls served = new OpenCalls();
    private final Map<String, WrpcHttp> incoming = new ConcurrentHashMap<>();
    private final Map<String, WrpcHttp> outgoing = new ConcurrentHashMap<>();

    /**
     * @param executor for what may block
     * @param timers for limits on waiting
     * @param moreToCome whether calls wait to be run here
     */
    public LatticeRpc(
            MessageBus bus,
            String lattice,
            Executor executor,
            ScheduledExecutorService timers,
            BooleanSupplier moreToCome,
            Tracing tracing) {
        this.bus = bus;
        this.lattice = lattice;
        this.tracing = tracing;
        this.client = WrpcClient.of(bus, executor, timers, WrpcOptions.defaults());
        this.serving = WrpcServing.of(bus, executor, timers, WrpcOptions.defaults(), moreToCome);
    }

    /**
     * A function of a component or provider. Compiles its type: to be kept.
     *
     * @param interfaceName with version, as the caller imports it; empty for a root function
     */
    public RemoteFunction function(String target, String interfaceName, String function, FunctionType type) {
        return new RemoteFunction(this, target, client.function(prefix(target), interfaceName, function, type));
    }

    /**
     * Sends a request to the {@code incoming-handler} of a component.
     *
     * @param timeout until the head of the response is here
     * @return fails with {@link org.latticehost.host.http.HttpErrorException} for an error code, else as {@link
     *     RemoteFunction#call}; cancelling it gives the call up
     */
    public CompletionStage<HttpResponse> incoming(String target, HttpRequest request, Caller caller, Duration timeout) {
        return http(incoming, target, prefix -> WrpcHttp.incoming(client, prefix))
                .send(request, headers(caller, target), timeout);
    }

    /** Sends a request of a guest to the {@code outgoing-handler} of a provider; otherwise as {@link #incoming}. */
    public CompletionStage<HttpResponse> outgoing(
            String target, HttpRequest request, HttpTimeouts timeouts, Caller caller, Duration timeout) {
        return http(outgoing, target, prefix -> WrpcHttp.outgoing(client, prefix))
                .send(request, timeouts, headers(caller, target), timeout);
    }

    /**
     * Where the exports of a component, or the offers of a provider, will be served; nothing is until {@link
     * ServedExports#serve}.
     */
    public ServedExports exports(String id, Served to) {
        return new ServedExports(bus, serving, prefix(id), tracing, served, to);
    }

    /** Completes when everything of the served calls has been sent. Close all {@link ServedExports} before. */
    public CompletableFuture<@Nullable Void> drained() {
        return served.drained();
    }

    /** Ends all calls in both directions. */
    @Override
    public void close() {
        serving.close();
        client.close();
    }

    Map<String, String> headers(Caller caller, String target) {
        return traced(caller, headersWithoutTrace(caller, target));
    }

    /** The headers that are the same for all calls of a caller over a link, in a form that costs nothing to send. */
    static Map<String, String> headersWithoutTrace(Caller caller, String target) {
        Map<String, String> headers = new LinkedHashMap<>(4);
        headers.put(WrpcNames.SOURCE_ID, caller.id());
        caller.linkName()
                .ifPresentOrElse(
                        name -> headers.put(WrpcNames.LINK_NAME, name), () -> headers.put(WrpcNames.TARGET_ID, target));
        return LatticeMessage.empty("headers").withHeaders(headers).headers();
    }

    /** Those headers, and what tells of the caller's trace if there is one. */
    Map<String, String> traced(Caller caller, Map<String, String> headers) {
        Map<String, String> trace = tracing.injected(caller.telemetry());
        if (trace.isEmpty()) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(trace);
        return all;
    }

    private String prefix(String target) {
        return WrpcNames.prefix(lattice, target);
    }

    private WrpcHttp http(Map<String, WrpcHttp> known, String target, Function<String, WrpcHttp> make) {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(target, t -> make.apply(prefix(t)));
    }
}
