package org.latticehost.core.internal.component;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.telemetry.InstanceMetrics;
import org.latticehost.host.error.OverloadedException;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.LinkedComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The instances of a linked component, made and kept as its policy says. Thread-safe. */
final class InstancePool {
    private static final Logger LOG = LoggerFactory.getLogger(InstancePool.class);

    private final LinkedComponent linked;
    private final InstancePolicy policy;
    private final InstanceMetrics.OfComponent metrics;
    private final Semaphore alive;
    private final int maxAlive;
    /** One of the idle instances, in reach without the lock. */
    private final AtomicReference<@Nullable Lease> first = new AtomicReference<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Lease> idle = new ArrayDeque<>();
    private volatile boolean closed;

    /**
     * @param metrics of the component under this policy
     * @param alive permits for instances of the whole host
     * @param maxAlive how many there are, for messages
     */
    InstancePool(
            LinkedComponent linked,
            InstancePolicy policy,
            InstanceMetrics.OfComponent metrics,
            Semaphore alive,
            int maxAlive) {
        this.linked = linked;
        this.policy = policy;
        this.metrics = metrics;
        this.alive = alive;
        this.maxAlive = maxAlive;
    }

    /** An instance in use. */
    static final class Lease {
        final ComponentInstance instance;
        private int calls;

        Lease(ComponentInstance instance) {
            this.instance = instance;
        }
    }

    /** An idle instance, or a new one made on this thread. */
    Lease take(Invocation invocation) {
        Lease lease = poll();
        if (lease == null) {
            lease = new Lease(make(invocation));
        } else {
            metrics.reused();
        }
        lease.calls++;
        return lease;
    }

    /** Gives an instance back after a call. */
    void give(Lease lease, boolean stopped) {
        if (stopped || lease.instance.poisoned() || lease.calls >= policy.maxReuse() || !cleaned(lease.instance)) {
            end(lease);
            return;
        }
        if (!kept(lease)) {
            end(lease);
        }
    }

    private boolean kept(Lease lease) {
        if (first.compareAndSet(null, lease)) {
            return !closed || !first.compareAndSet(lease, null);
        }
        lock.lock();
        try {
            if (closed || idle.size() >= policy.poolSize() - 1) {
                return false;
            }
            idle.push(lease); // the most recently used first: its memory is still in caches
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps none any more; those in use end when they are given back. */
    void close() {
        List<Lease> ending;
        lock.lock();
        try {
            closed = true;
            ending = new ArrayList<>(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        Lease last = first.getAndSet(null);
        if (last != null) {
            ending.add(last);
        }
        ending.forEach(this::end);
    }

    private @Nullable Lease poll() {
        Lease nearest = first.get();
        if (nearest != null && first.compareAndSet(nearest, null)) {
            return nearest;
        }
        lock.lock();
        try {
            return idle.poll();
        } finally {
            lock.unlock();
        }
    }

    private ComponentInstance make(Invocation invocation) {
        if (!alive.tryAcquire()) {
            throw new OverloadedException("no room for another instance: " + maxAlive
                    + " are alive in this host, which is its limit; raise maxComponents or send less");
        }
        boolean made = false;
        long begun = System.nanoTime();
        try {
            ComponentInstance instance = linked.instantiate(invocation);
            made = true;
            metrics.started(System.nanoTime() - begun);
            return instance;
        } finally {
            if (!made) {
                alive.release();
            }
        }
    }

    private boolean cleaned(ComponentInstance instance) {
        return switch (policy.kind()) {
            case FRESH_PER_CALL -> false;
            case POOLED -> reset(instance);
            case REUSED -> true;
        };
    }

    private boolean reset(ComponentInstance instance) {
        long begun = System.nanoTime();
        boolean reset = instance.reset();
        if (reset) {
            metrics.reset(System.nanoTime() - begun);
        }
        return reset;
    }

    /** Ends an instance that no other call may use. */
    void end(Lease lease) {
        try {
            lease.instance.close();
        } catch (RuntimeException e) {
            LOG.warn("an instance could not be closed", e);
        } finally {
            alive.release();
            metrics.ended();
        }
    }
}
