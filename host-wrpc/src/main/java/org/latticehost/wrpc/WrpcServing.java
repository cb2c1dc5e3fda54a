package org.latticehost.wrpc;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.SubscriptionOptions;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.wrpc.internal.call.Endpoint;
import org.latticehost.wrpc.internal.call.Function;
import org.latticehost.wrpc.internal.call.ServedCall;

/**
 * Serves functions over a bus, for callers of any kind: hosts, providers, command lines.
 *
 * <pre>{@code
 * String me = WrpcNames.prefix("default", "adder");
 * serving.serve(me, me, "acme:calc/adder@1.0.0", "add", type,
 *         (call, args) -> CompletableFuture.completedFuture((int) args[0] + (int) args[1]));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class WrpcServing implements AutoCloseable {
    /** First messages may be a megabyte each. */
    private static final SubscriptionOptions BOUNDS = new SubscriptionOptions(65_536, 256L << 20, true);

    private final MessageBus bus;
    private final Endpoint endpoint;

    private WrpcServing(MessageBus bus, Endpoint endpoint) {
        this.bus = bus;
        this.endpoint = endpoint;
    }

    /**
     * Serves on that bus; nothing is sent or subscribed yet.
     *
     * @param executor runs the handlers; not closed with this
     * @param timers for limits on waiting, with short tasks; not closed with this
     */
    public static WrpcServing of(
            MessageBus bus, Executor executor, ScheduledExecutorService timers, WrpcOptions options) {
        return of(bus, executor, timers, options, () -> false);
    }

    /**
     * Serves as {@link #of(MessageBus, Executor, ScheduledExecutorService, WrpcOptions)} does, and answers in bursts: while
     * more calls wait to be run, short results for one host of our kind wait for each other, at most 2 ms, and travel in one
     * message.
     *
     * @param moreToCome whether calls wait to be run; asked by many threads for each result, must not block
     */
    public static WrpcServing of(
            MessageBus bus,
            Executor executor,
            ScheduledExecutorService timers,
            WrpcOptions options,
            BooleanSupplier moreToCome) {
        return new WrpcServing(bus, new Endpoint(bus, executor, timers, options.settings(), moreToCome));
    }

    /**
     * Serves a function until the subscription is closed; calls that have begun go on then.
     *
     * @param prefix see {@link WrpcNames#prefix}
     * @param queueGroup those of one group share the calls; components and providers use the prefix
     * @param instance full name of the instance; empty for functions of the world
     * @param function WIT name; {@code [method]r.m} and the like are served as {@code r.m}
     * @throws org.latticehost.host.error.TransportException if the bus refuses the subscription
     */
    public LatticeSubscription serve(
            String prefix,
            String queueGroup,
            String instance,
            String function,
            FunctionType type,
            WrpcHandler handler) {
        Function served = Function.of(WrpcNames.subject(prefix, instance, function), type);
        return bus.subscribe(
                served.subject(),
                queueGroup,
                BOUNDS,
                message -> ServedCall.begin(
                        endpoint,
                        served,
                        (headers, args, over) ->
                                handler.handle(new WrpcInvocation(instance, function, headers, over), args),
                        handler.mayBlock(),
                        message));
    }

    /** Calls that have not ended. */
    public int openCalls() {
        return endpoint.open();
    }

    /** Ends all calls. Close the subscriptions before. */
    @Override
    public void close() {
        endpoint.close();
    }
}
