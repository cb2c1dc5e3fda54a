package org.latticehost.wasi.internal.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.latticehost.host.spi.HostCall;

/**
 * What WASI keeps for one instance: its living resources, its clock's origin, its waiter. Confined to one thread at a
 * time, the one that uses the instance.
 */
public final class WasiStore implements AutoCloseable {
    private static final Object KEY = new Object();

    private final Waiter waiter = new Waiter();
    private final long origin = System.nanoTime();
    private final Random insecure = new Random();
    // Resources keep Object's identity equality.
    private final Set<WasiResource> resources = new LinkedHashSet<>();

    /** The store of the instance that calls. */
    public static WasiStore of(HostCall call) {
        return call.state(KEY, WasiStore::new);
    }

    public Waiter waiter() {
        return waiter;
    }

    /** Nanoseconds since the store was made: says nothing about the machine. */
    public long nanos() {
        return System.nanoTime() - origin;
    }

    /** Random numbers that need not be secure. */
    public Random insecure() {
        return insecure;
    }

    void add(WasiResource resource) {
        resources.add(resource);
    }

    void remove(WasiResource resource) {
        resources.remove(resource);
    }

    /** Ends every resource that is left, the youngest first: children are younger than their parents. */
    @Override
    public void close() {
        List<WasiResource> left = new ArrayList<>(resources);
        Collections.reverse(left);
        left.forEach(WasiResource::release);
    }
}
