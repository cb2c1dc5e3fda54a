package org.latticehost.wasi.internal.io;

import java.util.Arrays;
import java.util.List;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.Traps;
import org.latticehost.wasi.internal.store.Waitable;
import org.latticehost.wasi.internal.store.WasiStore;

/** {@code wasi:io/error}, {@code wasi:io/poll} and {@code wasi:io/streams}. */
public final class IoInterfaces {
    private IoInterfaces() {}

    public static List<HostInterface> all() {
        return List.of(error(), poll(), new StreamFunctions().build());
    }

    private static HostInterface error() {
        WitInterface type = Declarations.of("wasi:io/error@0.2.6");
        return HostInterface.builder(type)
                .function("[method]error.to-debug-string", (call, args) -> ((IoError) args[0]).text())
                .build();
    }

    private static HostInterface poll() {
        WitInterface type = Declarations.of("wasi:io/poll@0.2.6");
        return HostInterface.builder(type)
                .destructor("pollable", o -> ((Pollable) o).drop())
                .function("[method]pollable.ready", (call, args) -> ((Pollable) args[0]).ready())
                .function("[method]pollable.block", (call, args) -> {
                    ((Pollable) args[0]).block();
                    return null;
                })
                .function("poll", (call, args) -> poll(WasiStore.of(call), (List<?>) args[0]))
                .build();
    }

    private static int[] poll(WasiStore store, List<?> in) throws InterruptedException {
        if (in.isEmpty()) {
            throw Traps.trap("poll: the list of pollables is empty");
        }
        List<Waitable> watched = in.stream().map(p -> ((Pollable) p).watched()).toList();
        while (true) {
            store.waiter().await(watched);
            int[] ready = new int[watched.size()];
            int n = 0;
            for (int i = 0; i < watched.size(); i++) {
                if (watched.get(i).ready()) {
                    ready[n++] = i;
                }
            }
            if (n > 0) {
                return Arrays.copyOf(ready, n);
            }
        }
    }
}
