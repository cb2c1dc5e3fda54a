package org.latticehost.core.internal.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.ctl.ControlInterface;
import org.latticehost.core.internal.thread.HostThreads;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a host in an order that loses nothing: no new commands, then the providers that bring calls in, then the calls in
 * progress, then the last event, then the connection. All within one bound; what is not over by then is cut off.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final Duration INTERRUPTED_GUESTS = Duration.ofSeconds(5);

    private final String hostId;
    private final HostServices services;
    private final HostThreads threads;
    private final long deadline;

    Shutdown(String hostId, HostServices services, HostThreads threads, Duration grace) {
        this.hostId = hostId;
        this.services = services;
        this.threads = threads;
        this.deadline = System.nanoTime() + grace.toNanos();
    }

    /**
     * Ends it.
     *
     * @param control null if the start did not come that far
     * @param heartbeat null if the start did not come that far
     * @param parts null if the start did not come that far
     * @param announced whether {@code host_started} was published, so that {@code host_stopped} must be
     */
    void run(
            @Nullable ControlInterface control,
            @Nullable Heartbeat heartbeat,
            @Nullable HostParts parts,
            boolean announced) {
        CompletableFuture<@Nullable Void> answered =
                control == null ? CompletableFuture.completedFuture(null) : control.close();
        if (heartbeat != null) {
            heartbeat.close();
        }
        if (parts != null) {
            end(parts, answered, announced);
        }
        quietly("transport", services.transport()::close);
        quietly("runtime", services.runtime()::close);
        threads.close();
    }

    private void end(HostParts parts, CompletableFuture<@Nullable Void> answered, boolean announced) {
        quietly("claims", parts.claims::close);
        quietly("watch of links", parts.links::close);
        quietly("watch of configuration", parts.configs::close);
        await("commands in progress", parts.inFlight.close());
        await("control requests in progress", answered);
        await("providers", parts.providers.stopAll(left()));
        CommandException stopped = new CommandException(ErrorCode.HOST_STOPPED, "the host is stopping or has stopped");
        CompletableFuture<@Nullable Void> components = parts.components.stopAll(stopped);
        if (!await("calls in progress", components)) {
            parts.components.interruptAll(stopped);
        }
        if (!parts.guests.close(INTERRUPTED_GUESTS.toNanos())) {
            LOG.atWarn().addKeyValue("host_id", hostId).log("guests did not end when interrupted");
        }
        quietly("HTTP client", () -> parts.granted.close(Duration.ZERO)); // whose answer would a request be for
        await("answers to other hosts", parts.rpc.drained());
        quietly("calls between hosts", parts.rpc::close);
        if (announced) {
            quietly("last event", parts.commands::publishStopped);
        }
        if (services.transport().connected()) {
            quietly("flush", () -> services.transport().control().flush(Duration.ofSeconds(1)));
        }
        awaitFor("event sinks", parts.events.drained(), Math.max(left().toNanos(), TimeUnit.SECONDS.toNanos(1)));
    }

    private boolean await(String what, CompletableFuture<?> over) {
        return awaitFor(what, over, left().toNanos());
    }

    private boolean awaitFor(String what, CompletableFuture<?> over, long nanos) {
        try {
            over.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.atWarn().addKeyValue("host_id", hostId).log("{} did not end within the grace period", what);
        } catch (ExecutionException e) {
            LOG.atWarn().addKeyValue("host_id", hostId).setCause(e.getCause()).log("{} ended with a failure", what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private void quietly(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("host_id", hostId).setCause(e).log("failed to end: {}", what);
        }
    }
}
