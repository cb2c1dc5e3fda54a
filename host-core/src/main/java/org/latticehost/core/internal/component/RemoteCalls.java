package org.latticehost.core.internal.component;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.rpc.Caller;
import org.latticehost.core.internal.rpc.RemoteFunction;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.LentThread;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.WitInterface;

/** Calls of one component to what runs elsewhere. Thread-safe. */
final class RemoteCalls {
    /** Functions kept; a component whose links change more often compiles them again. */
    private static final int MAX_KNOWN = 512;

    private final Engine engine;
    private final Map<Key, RemoteFunction> known = new ConcurrentHashMap<>();

    RemoteCalls(Engine engine) {
        this.engine = engine;
    }

    private record Key(String target, InterfaceName interfaceName, String function) {}

    /**
     * Calls a function of a link's target, on the guest's thread; blocks until the invocation's deadline at most.
     *
     * @param wire the interface as it travels
     * @param function name and arguments as they travel
     */
    @Nullable Object call(Invocation invocation, Link link, WitInterface wire, String function, Object[] args)
            throws InterruptedException {
        LentThread.waiting();
        try {
            return remote(link, wire, function).call(args, caller(invocation, link), left(invocation));
        } catch (TransportException e) {
            throw failure(e, invocation, link, wire, function);
        }
    }

    /** Calls without waiting; the stage fails as {@link #call} does. */
    CompletionStage<@Nullable Object> start(
            Invocation invocation, Link link, WitInterface wire, String function, Object[] args) {
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        var unused = remote(link, wire, function)
                .callAsync(args, caller(invocation, link), left(invocation))
                .whenComplete((value, e) -> {
                    if (e == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(
                                e instanceof TransportException known
                                        ? failure(known, invocation, link, wire, function)
                                        : e);
                    }
                });
        return result;
    }

    private RemoteFunction remote(Link link, WitInterface wire, String function) {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(
                new Key(link.target(), wire.name(), function),
                key -> engine.rpc()
                        .function(key.target, key.interfaceName.toString(), key.function, wire.function(key.function)));
    }

    private static Caller caller(Invocation invocation, Link link) {
        return Caller.component(invocation.componentId(), link.name(), invocation.telemetry());
    }

    private Duration left(Invocation invocation) {
        Duration max = engine.limits().maxExecutionTime();
        return invocation.deadlineNanos().isEmpty()
                ? max
                : Duration.ofNanos(Math.max(1, invocation.deadlineNanos().getAsLong() - System.nanoTime()));
    }

    private static HostException failure(
            TransportException cause, Invocation invocation, Link link, WitInterface wire, String function) {
        return cause.code() != ErrorCode.NO_RESPONDERS
                ? cause
                : new LinkException(
                        ErrorCode.NO_RESPONDERS,
                        "component '" + invocation.componentId() + "' called '" + wire.name() + "#" + function
                                + "' over link '" + link.name() + "', but its target '" + link.target()
                                + "' does not run on this host, and no other answers for it: " + cause.getMessage(),
                        cause);
    }
}
