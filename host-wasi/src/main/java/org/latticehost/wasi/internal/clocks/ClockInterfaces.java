package org.latticehost.wasi.internal.clocks;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;
import org.latticehost.wasi.internal.io.Pollable;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.WasiStore;

/**
 * {@code wasi:clocks/monotonic-clock} and {@code wasi:clocks/wall-clock}. The wall clock is the invocation's service
 * {@link Clock}, or the system's.
 */
public final class ClockInterfaces {
    private static final long MONOTONIC_RESOLUTION_NANOS = 1;
    private static final int WALL_RESOLUTION_NANOS = 1000;

    private ClockInterfaces() {}

    public static List<HostInterface> all() {
        return List.of(monotonic(), wall());
    }

    private static HostInterface monotonic() {
        return HostInterface.builder(Declarations.of("wasi:clocks/monotonic-clock@0.2.6"))
                .function("now", (call, args) -> WasiStore.of(call).nanos())
                .function("resolution", (call, args) -> MONOTONIC_RESOLUTION_NANOS)
                .function("subscribe-instant", (call, args) -> {
                    WasiStore store = WasiStore.of(call);
                    return new Pollable(store, null, Timer.at(store, (Long) args[0]));
                })
                .function("subscribe-duration", (call, args) -> {
                    WasiStore store = WasiStore.of(call);
                    return new Pollable(store, null, Timer.after(store, (Long) args[0]));
                })
                .build();
    }

    private static HostInterface wall() {
        WitInterface type = Declarations.of("wasi:clocks/wall-clock@0.2.6");
        WitType.RecordOf datetime = (WitType.RecordOf) type.type("datetime");
        return HostInterface.builder(type)
                .function("now", (call, args) -> {
                    Instant now = clock(call).instant();
                    return WitRecord.of(datetime, now.getEpochSecond(), now.getNano());
                })
                .function("resolution", (call, args) -> WitRecord.of(datetime, 0L, WALL_RESOLUTION_NANOS))
                .build();
    }

    private static Clock clock(HostCall call) {
        return call.invocation().service(Clock.class).orElse(Clock.systemUTC());
    }
}
