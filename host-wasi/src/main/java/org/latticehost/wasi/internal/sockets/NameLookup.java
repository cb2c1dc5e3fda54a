package org.latticehost.wasi.internal.sockets;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.io.Pollable;
import org.latticehost.wasi.internal.store.Signal;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/**
 * A {@code resolve-address-stream}. Java looks names up with a blocking call, so each has a thread of its own. Nothing ends
 * such a call before its time, not even the end of the guest: so the threads of all guests are counted.
 */
final class NameLookup extends WasiResource {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,253}|\\[?[0-9A-Fa-f:.%]+]?");

    /** Lookups at once, of all guests of the JVM. */
    private static final int MAX_RUNNING = 256;

    private static final Semaphore RUNNING = new Semaphore(MAX_RUNNING);

    private final WasiStore store;
    private final Signal done = new Signal();
    private volatile List<InetAddress> found = List.of();
    private @Nullable Queue<InetAddress> left;

    private NameLookup(WasiStore store) {
        super("resolve-address-stream", store);
        this.store = store;
    }

    static NameLookup start(WasiStore store, ComponentGrants grants, String name) throws NetFailure {
        if (!grants.nameLookup()) {
            throw NetFailure.of("permanent-resolver-failure");
        }
        String ascii;
        try {
            ascii = name.indexOf(':') >= 0 ? name : IDN.toASCII(name);
        } catch (IllegalArgumentException e) {
            throw NetFailure.invalidArgument();
        }
        if (!NAME.matcher(ascii).matches()) {
            throw NetFailure.invalidArgument();
        }
        return start(store, ascii, RUNNING, InetAddress::getAllByName);
    }

    /**
     * Starts a thread for the lookup.
     *
     * @param running has a permit for each thread that may run
     */
    static NameLookup start(WasiStore store, String name, Semaphore running, Resolver resolver) throws NetFailure {
        if (!running.tryAcquire()) {
            throw NetFailure.of("temporary-resolver-failure");
        }
        NameLookup lookup = new NameLookup(store);
        Thread thread = new Thread(
                () -> {
                    try {
                        lookup.run(name, resolver);
                    } finally {
                        running.release();
                        lookup.done.fire();
                    }
                },
                "lattice-wasi-name-lookup");
        thread.setDaemon(true);
        thread.start();
        return lookup;
    }

    /** Looks a name up, and may take its time. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    /** The next address, nothing after the last. */
    Optional<WitVariant> next() throws NetFailure {
        if (!done.ready()) {
            throw NetFailure.wouldBlock();
        }
        Queue<InetAddress> queue = left;
        if (queue == null) {
            queue = new ArrayDeque<>(found);
            left = queue;
            if (queue.isEmpty()) {
                throw NetFailure.of("name-unresolvable");
            }
        }
        return Optional.ofNullable(queue.poll()).map(Addresses::ipToGuest);
    }

    Pollable subscribe() {
        return new Pollable(store, this, done);
    }

    private void run(String name, Resolver resolver) {
        try {
            found = List.of(resolver.resolve(name));
        } catch (UnknownHostException e) {
            found = List.of();
        }
    }
}
