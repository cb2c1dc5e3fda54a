package org.latticehost.core.internal.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.bucket.FollowedBucket;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.LatticeState;
import org.latticehost.host.spi.LatticeTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a host stands to its lattice: what it waits for, and since when it is there. Thread-safe. */
final class Membership implements LatticeTransport.ConnectionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final String hostId;
    private final LatticeTransport transport;
    private final Runnable back;
    private final List<FollowedBucket> buckets = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> joined = new CompletableFuture<>();
    private final AtomicBoolean present = new AtomicBoolean();

    /**
     * @param back called when the host is in the lattice again after an outage; must not block
     */
    Membership(String hostId, LatticeTransport transport, Runnable back) {
        this.hostId = hostId;
        this.transport = transport;
        this.back = back;
    }

    void follows(FollowedBucket bucket) {
        buckets.add(bucket);
    }

    /** Everything that the lattice keeps has been read for the first time. */
    void caughtUp() {
        present.set(true);
        joined.complete(null);
    }

    /** Completes when the host has become a member. */
    CompletableFuture<@Nullable Void> joined() {
        return joined.copy();
    }

    /** The host stops: who waits for the lattice waits no longer. */
    void leave() {
        joined.completeExceptionally(
                new TransportException(ErrorCode.HOST_STOPPED, "the host was stopped before it joined its lattice"));
    }

    /** Waits for the lattice; whether it came. */
    boolean await(Duration limit) {
        try {
            joined.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new TransportException(ErrorCode.HOST_STOPPED, "the lattice could not be joined", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(ErrorCode.TRANSPORT, "interrupted while joining the lattice", e);
        }
    }

    /** Why the host is no member yet, for people. */
    String problem() {
        Optional<String> reason =
                buckets.stream().flatMap(bucket -> bucket.problem().stream()).findFirst();
        return reason.orElseGet(() -> transport.connected()
                ? "its data has not been read yet"
                : "not connected to " + transport.controlUrl());
    }

    LatticeState state() {
        if (!joined.isDone()) {
            return LatticeState.JOINING;
        }
        return whole() ? LatticeState.JOINED : LatticeState.AWAY;
    }

    private boolean whole() {
        return transport.connected() && buckets.stream().allMatch(FollowedBucket::current);
    }

    /** Something was lost or is back. */
    void changed(String reason) {
        if (!joined.isDone()) {
            return;
        }
        if (whole()) {
            if (!present.getAndSet(true)) {
                LOG.atInfo().addKeyValue("host_id", hostId).log("back in the lattice");
                back.run();
            }
        } else if (present.getAndSet(false)) {
            LOG.atWarn()
                    .addKeyValue("host_id", hostId)
                    .addKeyValue("reason", reason)
                    .log("the lattice is away; what runs here goes on, and the host comes back by itself");
        }
    }

    @Override
    public void connected() {
        LOG.atDebug().addKeyValue("host_id", hostId).log("connected to the lattice");
        changed("");
    }

    @Override
    public void disconnected(String reason) {
        changed(reason);
    }
}
