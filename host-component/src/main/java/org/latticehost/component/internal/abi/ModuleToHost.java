package org.latticehost.component.internal.abi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.GuestExit;

/** A core function that the host offers to core modules: values are passed as they are. */
public final class ModuleToHost implements CoreHostFunction {
    private final String name;
    private final @Nullable CoreMemory memory;
    private final HostBody body;

    /**
     * @param body takes the memory and the raw arguments, answers the raw results
     */
    public ModuleToHost(String name, @Nullable CoreMemory memory, HostBody body) {
        this.name = name;
        this.memory = memory;
        this.body = body;
    }

    // Whatever foreign code throws must reach the caller of the guest; errors of the JVM pass as they are.
    @Override
    public long[] call(long[] args) {
        try {
            return (long[]) Objects.requireNonNull(body.call(new Object[] {memory, args}));
        } catch (GuestExit | CoreTrapException | HostFailure e) {
            throw e;
        } catch (Exception e) {
            throw new HostFailure(name, e);
        }
    }
}
