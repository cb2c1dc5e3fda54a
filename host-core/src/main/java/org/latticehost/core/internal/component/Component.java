package org.latticehost.core.internal.component;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.config.LiveConfig;
import org.latticehost.core.internal.rpc.ServedExports;
import org.latticehost.core.internal.telemetry.CallMetrics;
import org.latticehost.core.internal.telemetry.GuestLog;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.core.internal.wire.WireExports;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.http.SpareThread;
import org.latticehost.host.spi.LentThread;

/** A component that runs here: the way of a call from its arrival to its guest. Thread-safe. */
final class Component {
    /** Calls between local components nest on one stack; deeper than this they are a loop. */
    private static final int MAX_DEPTH = 16;

    private final Engine engine;
    private final String id;
    private final Admission admission;
    private final GuestLog log;
    private final ServedExports exports;
    private final OutgoingRequests outgoing;
    private final RunningCalls running;
    private final CallLength length = new CallLength();
    private volatile State state;
    private volatile CallMetrics.OfComponent metrics;

    /** What calls go by; replaced as a whole. */
    record State(RunSpec spec, LiveConfig config, Serving serving) {}

    /**
     * @param exports closed when the component stops
     */
    Component(Engine engine, State state, ServedExports exports) {
        this.exports = exports;
        this.engine = engine;
        this.state = state;
        this.id = state.spec.id();
        this.running = new RunningCalls(engine.timer());
        this.outgoing = new OutgoingRequests(engine, id);
        this.log = new GuestLog(id, engine.ticker());
        this.metrics = metrics(state);
        this.admission = new Admission(id, state.spec.maxInstances(), engine.limits(), engine.timer());
    }

    State state() {
        return state;
    }

    /** Calls that run now. */
    long active() {
        return admission.active();
    }

    /** Lets the lattice call what the current state exports. */
    void serve() {
        exports.serve(state.serving.code().compiled().world());
    }

    /** Later calls go by these; what is replaced ends with its last call. */
    void become(State next) {
        State old = state;
        state = next;
        metrics = metrics(next);
        admission.limit(next.spec.maxInstances());
        if (old.serving != next.serving) {
            old.serving.retire();
        }
        if (old.config != next.config) {
            old.config.close();
        }
    }

    private CallMetrics.OfComponent metrics(State now) {
        CallMetrics.OfComponent made = engine.metrics().of(id, now.spec.reference());
        made.max(now.spec.maxInstances());
        return made;
    }

    /** Admits no more calls; completes when those in progress are over and everything is released. */
    CompletableFuture<@Nullable Void> stop(HostException reason) {
        exports.close();
        return admission.close(reason).thenRun(() -> {
            state.serving.retire();
            state.config.close();
            running.close();
        });
    }

    /** Stops what still runs. */
    void interruptAll(RuntimeException reason) {
        running.stopAll(reason);
    }

    /** Calls an exported function; does not block. Cancelling the future stops the guest. */
    CompletableFuture<@Nullable Object> call(
            String interfaceName, String function, Object[] values, Context telemetry) {
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        Request request = new Request(interfaceName, function, "call_instance_function");
        boolean onWire = WireExports.onWire(interfaceName);
        String exported = onWire ? WireExports.exported(interfaceName) : interfaceName;
        Object[] args = onWire ? WireExports.arguments(values) : values;
        var unused = start(request, telemetry, result, null, invocation -> (instance, serving) -> {
                    var export = serving.export(id, exported, function);
                    return instance.call(invocation, export, args);
                })
                .whenComplete((value, failure) -> {
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
        return result;
    }

    /** What is called, for spans and policy. */
    record Request(String interfaceName, String function, String guestSpan) {}

    /** Makes the work of a call for its invocation. */
    interface Work {
        GuestRun.Body of(Invocation invocation);
    }

    /**
     * Starts a call; does not block.
     *
     * @param cancellable stops the guest when it is cancelled
     * @param spare the calling thread, if it may run the guest later
     * @return completes on the guest's thread when the call is over and everything it used is free again
     */
    CompletableFuture<@Nullable Object> start(
            Request request,
            Context telemetry,
            CompletableFuture<?> cancellable,
            @Nullable SpareThread spare,
            Work work) {
        Span span = engine.tracing().invocation(telemetry, id, request.interfaceName, request.function);
        GuestLog.Output output = log.output();
        State now = state;
        Invocation invocation = invocation(engine.tracing().within(telemetry, span), output, now, null);
        whenCancelled(cancellable, invocation::stop);
        CompletableFuture<@Nullable Object> over = new CompletableFuture<>();
        CallMetrics.OfComponent measured = metrics;
        var unused = permitted(request, now)
                .thenCompose(ok -> {
                    long begun = measured.begun();
                    var unusedStage = cancellable.whenComplete((value, failure) ->
                            measured.ended(begun, request.interfaceName, request.function, failure));
                    return turn(cancellable);
                })
                .thenAccept(ok -> execute(spare, () -> {
                    measured.entered();
                    Outcome outcome = new Outcome();
                    try {
                        outcome.value = guest(invocation, null).run(request.guestSpan, work.of(invocation));
                    } catch (RuntimeException e) {
                        outcome.failure = e;
                    }
                    output.close();
                    admission.release();
                    measured.left();
                    Tracing.end(span, outcome.failure);
                    outcome.settle(over);
                }))
                .exceptionally(failure -> {
                    Throwable cause =
                            failure instanceof CompletionException c && c.getCause() != null ? c.getCause() : failure;
                    Tracing.end(span, cause);
                    over.completeExceptionally(cause);
                    return null;
                });
        return over;
    }

    /**
     * Calls an exported function for another guest, on its thread; blocks.
     *
     * @param session the instance to call; null for any
     */
    @Nullable Object callNested(
            Invocation caller, @Nullable Session session, String interfaceName, String function, Object[] args)
            throws InterruptedException {
        if (caller.depth() >= MAX_DEPTH) {
            throw new LinkException("components call each other " + MAX_DEPTH + " levels deep, the last is '" + id
                    + "' called by '" + caller.componentId() + "'; are their links a loop?");
        }
        State now = state;
        if (!engine.policy().permitsAll()) {
            engine.policy().performInvocation(id, now.spec.reference(), interfaceName, function);
        }
        Span span = engine.tracing().invocation(caller.telemetry(), id, interfaceName, function);
        Throwable failure = null;
        CallMetrics.OfComponent measured = metrics;
        long begun = measured.begun();
        try {
            if (session == null) {
                await(admission.acquire());
            }
            measured.entered();
            try (GuestLog.Output output = log.output()) {
                Invocation invocation =
                        invocation(engine.tracing().within(caller.telemetry(), span), output, now, caller);
                return guest(invocation, session)
                        .run(
                                "call_instance_function",
                                (instance, serving) ->
                                        instance.call(invocation, serving.export(id, interfaceName, function), args));
            } finally {
                measured.left();
                if (session == null) {
                    admission.release();
                }
            }
        } catch (RuntimeException | InterruptedException e) {
            failure = e;
            throw e;
        } finally {
            measured.ended(begun, interfaceName, function, failure);
            Tracing.end(span, failure);
        }
    }

    /** Begins a session, which holds a permit until it is closed. Blocks until there is one. */
    Session session() throws InterruptedException {
        await(admission.acquire());
        return new Session(this, entered());
    }

    void sessionOver() {
        admission.release();
    }

    /** Runs what enters the instance of a session outside of a call, such as the destructor of a resource. */
    void inSession(Session session, Runnable work) {
        try (GuestLog.Output output = log.output()) {
            Invocation invocation = invocation(Context.current(), output, state, null);
            Object unused = guest(invocation, session).run("drop_resource", (instance, serving) -> {
                work.run();
                return null;
            });
        }
    }

    /** A permit, or a place in the queue that is free again when the caller goes away. */
    private CompletableFuture<@Nullable Void> turn(CompletableFuture<?> cancellable) {
        CompletableFuture<@Nullable Void> turn = admission.acquire();
        if (!turn.isDone()) {
            whenCancelled(cancellable, gone -> admission.leave(turn, gone));
        }
        return turn;
    }

    private void whenCancelled(CompletableFuture<?> cancellable, Consumer<HostException> action) {
        var unused = cancellable.whenComplete((value, failure) -> {
            if (failure instanceof CancellationException) {
                action.accept(
                        new TransportException(ErrorCode.TRANSPORT, "the caller of component '" + id + "' went away"));
            }
        });
    }

    private CompletionStage<@Nullable Void> permitted(Request request, State now) {
        if (engine.policy().permitsAll()) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(
                () -> engine.policy()
                        .performInvocation(id, now.spec.reference(), request.interfaceName, request.function),
                engine.blocking());
    }

    private void execute(@Nullable SpareThread spare, Runnable call) {
        try {
            if (spare == null || !length.brief() || !engine.threads().lend(spare, () -> length.measure(call))) {
                engine.threads().execute(call);
            }
        } catch (HostException | RejectedExecutionException e) {
            admission.release();
            throw e;
        }
    }

    private Invocation invocation(Context telemetry, GuestLog.Output output, State now, @Nullable Invocation caller) {
        return new Invocation(
                id, telemetry, output, now.config, caller, invocation -> outgoing.of(invocation, now.spec.grants()));
    }

    /** The run of an invocation in a session, or on the serving of this moment. */
    private GuestRun guest(Invocation invocation, @Nullable Session session) {
        Duration maxTime =
                state.spec.limits().maxExecutionTime().orElse(engine.limits().maxExecutionTime());
        return new GuestRun(engine, invocation, session == null ? entered() : session, maxTime, running);
    }

    private Serving entered() {
        while (true) {
            Serving serving = state.serving;
            if (serving.enter()) {
                return serving;
            }
        }
    }

    private void await(CompletableFuture<@Nullable Void> turn) throws InterruptedException {
        if (!turn.isDone()) {
            LentThread.waiting();
        }
        try {
            turn.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            if (!turn.completeExceptionally(e) && !turn.isCompletedExceptionally()) {
                admission.release(); // the permit came in the same moment
            }
            throw e;
        }
    }

    private static final class Outcome {
        @Nullable Object value;

        @Nullable RuntimeException failure;

        void settle(CompletableFuture<@Nullable Object> future) {
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        }
    }
}
