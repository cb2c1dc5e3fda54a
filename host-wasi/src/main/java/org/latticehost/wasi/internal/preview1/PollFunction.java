package org.latticehost.wasi.internal.preview1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.wasi.internal.store.WasiResource;

/** {@code poll_oneoff}: waits for timers and streams. */
final class PollFunction {
    private static final int SUBSCRIPTION_BYTES = 48;
    private static final int EVENT_BYTES = 32;
    private static final int MAX = 1024;
    private static final int CLOCK = 0;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int ABSOLUTE = 1;
    private static final int REALTIME = 0;

    private PollFunction() {}

    static void register(Functions functions) {
        functions.add("poll_oneoff", "iiii", PollFunction::poll);
    }

    /** One thing to wait for; without a pollable it is ready, or it has failed. */
    private record Subscription(long userData, int kind, Optional<Object> pollable, int error) {}

    private static void poll(Functions.Call call, long[] args) throws Exception {
        int count = (int) args[2];
        if (count <= 0 || count > MAX) {
            throw new Errno(Errno.INVAL);
        }
        List<Subscription> all = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                all.add(read(call, (int) args[0] + i * SUBSCRIPTION_BYTES));
            }
            int events = 0;
            for (Subscription happened : happened(call, all)) {
                write(call.memory(), (int) args[1] + EVENT_BYTES * events++, happened);
            }
            call.putInt(args[3], events);
        } finally {
            all.forEach(s -> s.pollable().ifPresent(p -> ((WasiResource) p).drop()));
        }
    }

    private static Subscription read(Functions.Call call, int at) throws Exception {
        CoreMemory memory = call.memory();
        long userData = memory.getLong(at);
        int kind = memory.getByte(at + 8);
        if (kind != CLOCK && kind != READ && kind != WRITE) {
            throw new Errno(Errno.INVAL);
        }
        try {
            Optional<Object> pollable = kind == CLOCK
                    ? Optional.of(
                            timer(call, memory.getInt(at + 16), memory.getLong(at + 24), memory.getShort(at + 40)))
                    : call.fd(memory.getInt(at + 16)).subscribe(call.host(), kind == READ);
            return new Subscription(userData, kind, pollable, Errno.SUCCESS);
        } catch (Errno e) {
            return new Subscription(userData, kind, Optional.empty(), e.number());
        }
    }

    private static Object timer(Functions.Call call, int clock, long timeout, int flags) throws Exception {
        // Asked even if it is not needed: it fails for clocks that are unknown.
        long now = Preview1.clock(call, clock, "now");
        boolean absolute = (flags & ABSOLUTE) != 0;
        if (absolute && clock == REALTIME) {
            long left = Long.compareUnsigned(timeout, now) > 0 ? timeout - now : 0;
            return call.wasi().call(call.host(), "wasi:clocks/monotonic-clock", "subscribe-duration", left);
        }
        String function = absolute ? "subscribe-instant" : "subscribe-duration";
        return call.wasi().call(call.host(), "wasi:clocks/monotonic-clock", function, timeout);
    }

    /** Those that are ready or have failed, at least one: waits for it. */
    private static List<Subscription> happened(Functions.Call call, List<Subscription> all) throws Exception {
        List<Subscription> happened = new ArrayList<>();
        List<Subscription> waiting = new ArrayList<>();
        all.forEach(s -> (s.pollable().isPresent() ? waiting : happened).add(s));
        if (happened.isEmpty()) {
            List<Object> pollables =
                    waiting.stream().map(s -> s.pollable().orElseThrow()).toList();
            for (int ready : (int[]) call.wasi().call(call.host(), "wasi:io/poll", "poll", pollables)) {
                happened.add(waiting.get(ready));
            }
        }
        return happened;
    }

    private static void write(CoreMemory memory, int at, Subscription event) {
        memory.putLong(at, event.userData());
        memory.putInt(at + 8, event.error() | event.kind() << 16);
        memory.putInt(at + 12, 0);
        // How much could be transferred is not known; programs only ask whether anything can.
        memory.putLong(at + 16, event.kind() == CLOCK || event.error() != Errno.SUCCESS ? 0 : 1);
        memory.putLong(at + 24, 0);
    }
}
