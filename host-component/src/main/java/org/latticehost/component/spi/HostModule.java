package org.latticehost.component.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;

/**
 * Functions that core modules import by a module name, as they did before there were components: WASI preview 1. They
 * exist for modules that the runtime makes a component of, see {@link HostInterfaceSource#modules}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the module name of the imports: {@code wasi_snapshot_preview1}
 * @param functions by name
 */
public record HostModule(String name, Map<String, Function> functions) {
    public HostModule {
        functions = Map.copyOf(functions);
    }

    /**
     * One function.
     *
     * @param type its core type
     * @param body what it does
     */
    public record Function(CoreFuncType type, Body body) {}

    /** What a function does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Runs on the guest's thread.
         *
         * @param call the circumstances, as for functions of interfaces
         * @param memory the memory that the module exports as {@code memory}; null if it has none
         * @param args one raw value per parameter; the high half of a 32-bit value is undefined
         * @return one raw value per result
         * @throws Exception unwinds the guest, as a trap unless it is a {@link GuestExit}
         */
        long[] call(HostCall call, @Nullable CoreMemory memory, long[] args) throws Exception;
    }
}
