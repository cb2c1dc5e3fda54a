package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;
import org.latticehost.wasi.internal.io.InputSource;
import org.latticehost.wasi.internal.io.StreamFailure;

/** Reads a file from a place on. Files count as always ready; their reads block the guest's thread. */
final class FileSource implements InputSource {
    private final OpenFile file;
    private long offset;

    FileSource(OpenFile file, long offset) {
        this.file = file;
        this.offset = offset;
    }

    @Override
    public byte @Nullable [] read(int max) throws StreamFailure, InterruptedException {
        try {
            byte[] bytes = file.read(max, offset);
            offset += bytes.length;
            return bytes.length == 0 ? null : bytes;
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
