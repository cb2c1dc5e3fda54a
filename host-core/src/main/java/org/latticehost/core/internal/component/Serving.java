package org.latticehost.core.internal.component;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitWorld;

/**
 * A linked component and its instances: what one version of the code serves. Replaced as a whole by an update; calls in
 * progress finish on the serving they began on, and the last of them closes it. Thread-safe.
 */
final class Serving implements GuestRun.Instances {
    private static final int RETIRED = Integer.MIN_VALUE;

    private final Code code;
    private final LinkedComponent linked;
    private final InstancePool pool;
    /** What was called, by interface and function: two look-ups cost less than one by a name made of both. */
    private final ConcurrentHashMap<String, ConcurrentHashMap<String, ExportedFunction>> exports =
            new ConcurrentHashMap<>();

    /** Calls that take part in it, and {@link #RETIRED}. */
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * @param code owned by this serving, one use of it
     */
    Serving(Code code, LinkedComponent linked, InstancePool pool) {
        this.code = code;
        this.linked = linked;
        this.pool = pool;
    }

    Code code() {
        return code;
    }

    LinkedComponent linked() {
        return linked;
    }

    InstancePool pool() {
        return pool;
    }

    @Override
    public Serving serving() {
        return this;
    }

    @Override
    public InstancePool.Lease take(Invocation invocation) {
        return pool.take(invocation);
    }

    @Override
    public void give(InstancePool.Lease lease, boolean stopped) {
        pool.give(lease, stopped);
    }

    @Override
    public void over() {
        leave();
    }

    /** Takes part in it for one call; false if it has been retired. */
    boolean enter() {
        while (true) {
            int now = calls.get();
            if (now < 0) {
                return false;
            }
            if (calls.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    void leave() {
        if (calls.decrementAndGet() == RETIRED) {
            close();
        }
    }

    /** Serves no further call; closed when the last one is over. */
    void retire() {
        if (calls.getAndUpdate(now -> now | RETIRED) == 0) {
            close();
        }
    }

    /**
     * An exported function.
     *
     * @param interfaceName with or without version; a version that is not exported exactly matches the one that is
     * @throws CommandException code {@code NOT_FOUND}
     */
    ExportedFunction export(String componentId, String interfaceName, String function) {
        ConcurrentHashMap<String, ExportedFunction> ofInterface = exports.get(interfaceName);
        ExportedFunction known = ofInterface == null ? null : ofInterface.get(function);
        if (known != null) {
            return known;
        }
        ExportedFunction found = find(interfaceName, function)
                .orElseThrow(() -> new CommandException(
                        ErrorCode.NOT_FOUND,
                        "component '" + componentId + "' exports no '"
                                + (interfaceName.isEmpty() ? function : interfaceName + "#" + function) + "', only "
                                + exported()));
        exports.computeIfAbsent(interfaceName, name -> new ConcurrentHashMap<>())
                .put(function, found); // only what exists is remembered: names come from callers
        return found;
    }

    private Optional<ExportedFunction> find(String interfaceName, String function) {
        Optional<ExportedFunction> exact = linked.export(interfaceName, function);
        if (exact.isPresent() || interfaceName.isEmpty()) {
            return exact;
        }
        WitWorld world = code.compiled().world();
        return InterfaceName.parse(interfaceName)
                .flatMap(name -> world.exported(name.withoutVersion()))
                .flatMap(found -> linked.export(found.name().toString(), function));
    }

    private String exported() {
        WitWorld world = code.compiled().world();
        return world.exports().stream().map(WitInterface::name).toList()
                + (world.exportedFunctions().isEmpty()
                        ? ""
                        : " and the functions " + world.exportedFunctions().keySet());
    }

    private void close() {
        pool.close();
        linked.close();
        code.release();
    }
}
