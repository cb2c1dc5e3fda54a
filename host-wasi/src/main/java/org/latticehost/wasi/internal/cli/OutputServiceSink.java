package org.latticehost.wasi.internal.cli;

import java.util.function.BiConsumer;
import org.latticehost.host.spi.GuestOutput;
import org.latticehost.host.spi.HostCall;
import org.latticehost.wasi.internal.io.OutputSink;

/** Standard output or error: goes to the {@link GuestOutput} of the invocation that writes, or nowhere. Never full. */
final class OutputServiceSink implements OutputSink {
    private static final long BUDGET = 1 << 20;

    private final BiConsumer<GuestOutput, byte[]> target;

    OutputServiceSink(BiConsumer<GuestOutput, byte[]> target) {
        this.target = target;
    }

    @Override
    public long budget() {
        return BUDGET;
    }

    @Override
    public void write(HostCall call, byte[] bytes) {
        call.invocation().service(GuestOutput.class).ifPresent(output -> target.accept(output, bytes));
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void whenReady(Runnable wake) {
        wake.run();
    }
}
