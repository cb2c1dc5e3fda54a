package org.latticehost.wasi.internal.preview1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.component.spi.HostModule;
import org.latticehost.host.spi.HostCall;

/** Collects functions that answer an error number. */
final class Functions {
    private static final CoreFuncType EXIT = new CoreFuncType(List.of(CoreValueType.I32), List.of());

    private final Wasi wasi;
    private final Map<String, HostModule.Function> all = new HashMap<>();

    Functions(Wasi wasi) {
        this.wasi = wasi;
    }

    /** What a function does with its raw arguments. */
    @FunctionalInterface
    interface Body {
        void run(Call call, long[] args) throws Exception;
    }

    /** The circumstances of a call. */
    record Call(Wasi wasi, HostCall host, CoreMemory memory) {
        Fd fd(long number) throws Exception {
            return fds().get(number);
        }

        Fds fds() throws Exception {
            return Fds.of(wasi, host);
        }

        String path(long address, long length) throws Errno {
            return Memory.path(memory, address, length);
        }

        void putInt(long address, int value) {
            memory.putInt((int) address, value);
        }

        void putLong(long address, long value) {
            memory.putLong((int) address, value);
        }
    }

    /**
     * @param params one letter each: {@code i} for i32, {@code l} for i64
     */
    Functions add(String name, String params, Body body) {
        List<CoreValueType> types = new ArrayList<>();
        for (int i = 0; i < params.length(); i++) {
            types.add(params.charAt(i) == 'l' ? CoreValueType.I64 : CoreValueType.I32);
        }
        CoreFuncType type = new CoreFuncType(types, List.of(CoreValueType.I32));
        all.put(name, new HostModule.Function(type, (host, memory, args) -> {
            long[] result = {Errno.SUCCESS};
            try {
                body.run(new Call(wasi, host, memory(memory)), args);
            } catch (Errno e) {
                result[0] = e.number();
            }
            return result;
        }));
        return this;
    }

    /** The one function that has no answer. */
    void addExit(String name, HostModule.Body body) {
        all.put(name, new HostModule.Function(EXIT, body));
    }

    private static CoreMemory memory(@Nullable CoreMemory memory) {
        if (memory == null) {
            throw new IllegalStateException("the module exports no memory");
        }
        return memory;
    }

    Map<String, HostModule.Function> all() {
        return all;
    }
}
