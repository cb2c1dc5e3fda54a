package org.latticehost.core.internal.component;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.rpc.Caller;
import org.latticehost.core.internal.rpc.RemoteFunction;
import org.latticehost.core.internal.rpc.WireForm;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.Link;

/** Calls of one component to one interface of what runs elsewhere. Thread-safe. */
final class RemoteCalls {
    /** Functions kept; a component whose links change more often compiles them again. */
    private static final int MAX_KNOWN = 512;

    private final Engine engine;
    private final WireForm form;
    private final String interfaceName;
    private final Map<Key, RemoteFunction> known = new ConcurrentHashMap<>();

    /**
     * @param form of the imported interface
     */
    RemoteCalls(Engine engine, WireForm form) {
        this.engine = engine;
        this.form = form;
        this.interfaceName = form.wire().name().toString();
    }

    private record Key(String target, String function) {}

    /**
     * Calls a function of a link's target, on the guest's thread; blocks until the invocation's deadline at most.
     *
     * @param function name and arguments as they travel
     */
    @Nullable Object call(Invocation invocation, Link link, String function, Object[] args) throws InterruptedException {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        RemoteFunction remote = known.computeIfAbsent(
                new Key(link.target(), function),
                key -> engine.rpc()
                        .function(
                                key.target,
                                interfaceName,
                                key.function,
                                form.wire().function(key.function)));
        Caller caller = Caller.component(invocation.componentId(), link.name(), invocation.telemetry());
        try {
            return remote.call(args, caller, left(invocation));
        } catch (TransportException e) {
            throw e.code() == ErrorCode.NO_RESPONDERS ? unreachable(invocation, link, function, e) : e;
        }
    }

    private Duration left(Invocation invocation) {
        Duration max = engine.limits().maxExecutionTime();
        return invocation.deadlineNanos().isEmpty()
                ? max
                : Duration.ofNanos(Math.max(1, invocation.deadlineNanos().getAsLong() - System.nanoTime()));
    }

    private LinkException unreachable(Invocation invocation, Link link, String function, TransportException cause) {
        return new LinkException(
                ErrorCode.NO_RESPONDERS,
                "component '" + invocation.componentId() + "' called '" + interfaceName + "#" + function
                        + "' over link '" + link.name() + "', but its target '" + link.target()
                        + "' does not run on this host, and no other answers for it: " + cause.getMessage(),
                cause);
    }
}
