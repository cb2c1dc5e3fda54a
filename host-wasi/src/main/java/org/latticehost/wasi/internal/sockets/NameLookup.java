package org.latticehost.wasi.internal.sockets;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.io.Pollable;
import org.latticehost.wasi.internal.store.Signal;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** A {@code resolve-address-stream}. Java looks names up with a blocking call, so each has a thread of its own. */
final class NameLookup extends WasiResource {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,253}|\\[?[0-9A-Fa-f:.%]+]?");

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
        NameLookup lookup = new NameLookup(store);
        Thread thread = new Thread(() -> lookup.run(ascii), "lattice-wasi-name-lookup");
        thread.setDaemon(true);
        thread.start();
        return lookup;
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

    private void run(String name) {
        try {
            found = List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException e) {
            found = List.of();
        } finally {
            done.fire();
        }
    }
}
