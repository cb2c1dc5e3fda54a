package org.latticehost.wrpc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.wrpc.internal.call.Endpoint;
import org.latticehost.wrpc.internal.call.Function;

/**
 * Calls functions over a bus: of components and providers in any language.
 *
 * <pre>{@code
 * WrpcFunction add = client.function(
 *         WrpcNames.prefix("default", "adder"), "acme:calc/adder@1.0.0", "add", type);
 * Object sum = add.call(new Object[] {1, 300}, WrpcNames.componentHeaders("me", "default"), Duration.ofSeconds(10));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class WrpcClient implements AutoCloseable {
    /** Functions kept for {@link #invoke}; a caller with more of them keeps its {@link WrpcFunction}s. */
    private static final int MAX_KNOWN = 4096;

    private final Endpoint endpoint;
    private final Map<Key, WrpcFunction> known = new ConcurrentHashMap<>();

    private WrpcClient(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    private record Key(String subject, FunctionType type) {}

    /**
     * Calls over that bus; nothing is sent or subscribed yet.
     *
     * @param executor completes results; not closed with this
     * @param timers for limits on waiting, with short tasks; not closed with this
     */
    public static WrpcClient of(
            MessageBus bus, Executor executor, ScheduledExecutorService timers, WrpcOptions options) {
        return new WrpcClient(new Endpoint(bus, executor, timers, options.settings(), () -> false));
    }

    /**
     * A function of a peer. Compiles its type: keep it where it is called often.
     *
     * @param prefix see {@link WrpcNames#prefix}
     * @param instance full name with version; empty for functions of the world
     * @param function WIT name; {@code [method]r.m} and the like are called {@code r.m}
     * @throws IllegalArgumentException if a type is nested too deeply
     */
    public WrpcFunction function(String prefix, String instance, String function, FunctionType type) {
        return new WrpcFunction(endpoint, Function.of(WrpcNames.subject(prefix, instance, function), type));
    }

    /** Calls a function; see {@link #function} and {@link WrpcFunction#callAsync}. */
    public CompletionStage<@Nullable Object> invoke(
            String prefix,
            String instance,
            String function,
            FunctionType type,
            Object[] args,
            Map<String, String> headers,
            Duration timeout) {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(
                        new Key(WrpcNames.subject(prefix, instance, function), type),
                        key -> function(prefix, instance, function, type))
                .callAsync(args, headers, timeout);
    }

    /** Calls that have not ended. */
    public int openCalls() {
        return endpoint.open();
    }

    /** Bytes of streams that wait in temporary files for their readers. */
    public long unreadOnDisk() {
        return endpoint.spilled();
    }

    /** Ends all calls, with code {@code HOST_STOPPED}, and the inbox. */
    @Override
    public void close() {
        endpoint.close();
    }
}
