package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.wit.WitResult;

/** Wraps what a function does: locks, and turns failures into error codes. */
final class FsCalls {
    private FsCalls() {}

    /** What a function does with its arguments. */
    @FunctionalInterface
    interface Body {
        @Nullable Object run(Object[] args) throws IOException, FsFailure;
    }

    /** For what does not change which file a name stands for. */
    static HostFunction shared(Body body) {
        return (call, args) -> guarded(Folder.LOCK.readLock(), body, args);
    }

    /** For renaming and linking. */
    static HostFunction exclusive(Body body) {
        return (call, args) -> guarded(Folder.LOCK.writeLock(), body, args);
    }

    /** For what concerns open files and no names. */
    static HostFunction plain(Body body) {
        return (call, args) -> run(body, args);
    }

    /** The guest is being stopped while it used a file. */
    static InterruptedException interrupted() {
        // The exception stands for the flag from here on.
        Thread.interrupted();
        return new InterruptedException("interrupted while using a file");
    }

    private static WitResult guarded(Lock lock, Body body, Object[] args) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return run(body, args);
        } finally {
            lock.unlock();
        }
    }

    private static WitResult run(Body body, Object[] args) throws InterruptedException {
        try {
            return WitResult.ok(body.run(args));
        } catch (FsFailure e) {
            return WitResult.err(e.toWit());
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            return WitResult.err(FsFailure.of(e).toWit());
        } catch (UnsupportedOperationException e) {
            return WitResult.err(new FsFailure("unsupported").toWit());
        }
    }
}
