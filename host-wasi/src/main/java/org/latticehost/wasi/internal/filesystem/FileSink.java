package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.latticehost.host.spi.HostCall;
import org.latticehost.wasi.internal.io.OutputSink;
import org.latticehost.wasi.internal.io.StreamFailure;

/** Writes to a file, from a place on or at its end. Writes at once, so a flush has nothing to do. */
final class FileSink implements OutputSink {
    private static final long BUDGET = 1 << 20;

    /** For {@code offset}: always at the end. */
    static final long APPEND = -1;

    private final OpenFile file;
    private long offset;

    FileSink(OpenFile file, long offset) {
        this.file = file;
        this.offset = offset;
    }

    @Override
    public long budget() {
        return BUDGET;
    }

    @Override
    public void write(HostCall call, byte[] bytes) throws StreamFailure, InterruptedException {
        try {
            if (offset == APPEND) {
                file.write(bytes, file.size());
            } else {
                file.write(bytes, offset);
                offset += bytes.length;
            }
        } catch (ClosedByInterruptException e) {
            throw FsCalls.interrupted();
        } catch (IOException e) {
            throw FsFailure.of(e).toStreamFailure();
        }
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void whenReady(Runnable wake) {
        wake.run();
    }

    @Override
    public void close() {
        file.release();
    }
}
