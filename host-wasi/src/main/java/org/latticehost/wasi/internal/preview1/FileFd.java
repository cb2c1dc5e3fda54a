package org.latticehost.wasi.internal.preview1;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.wasi.internal.store.WasiResource;

/** A file and where in it the program stands. */
final class FileFd extends Fd {
    static final int APPEND = 1;
    private static final int NONBLOCK = 4;

    private final WasiResource descriptor;
    private final long rights;
    private int flags;
    private long position;
    /** Made when it is first appended to. */
    private @Nullable WasiResource appending;

    FileFd(Wasi wasi, Object descriptor, long rights, int flags) {
        super(wasi);
        this.descriptor = (WasiResource) descriptor;
        this.rights = rights;
        this.flags = flags;
    }

    @Override
    int type() {
        return REGULAR_FILE;
    }

    @Override
    int flags() {
        return flags;
    }

    @Override
    void setFlags(int wanted) throws Errno {
        if ((wanted & ~(APPEND | NONBLOCK)) != 0) {
            throw new Errno(Errno.INVAL);
        }
        flags = wanted;
    }

    @Override
    long rights() {
        return rights;
    }

    @Override
    Object descriptor() {
        return descriptor;
    }

    @Override
    FileFd file() {
        return this;
    }

    /** Up to {@code max} bytes from an offset on; none at the end. */
    byte[] readAt(HostCall call, int max, long offset) throws Exception {
        List<?> answer = (List<?>) wasi.fileResult(call, "read", descriptor, (long) max, offset);
        return (byte[]) answer.get(0);
    }

    int writeAt(HostCall call, byte[] bytes, long offset) throws Exception {
        return (int) (long) (Long) wasi.fileResult(call, "write", descriptor, bytes, offset);
    }

    @Override
    byte[] read(HostCall call, int max) throws Exception {
        byte[] bytes = readAt(call, max, position);
        position += bytes.length;
        return bytes;
    }

    @Override
    int write(HostCall call, byte[] bytes) throws Exception {
        if ((flags & APPEND) == 0) {
            int n = writeAt(call, bytes, position);
            position += n;
            return n;
        }
        if (appending == null) {
            appending = (WasiResource) wasi.fileResult(call, "append-via-stream", descriptor);
        }
        long permit = (Long) Objects.requireNonNull(wasi.stream(call, "output-stream.check-write", appending));
        int n = (int) Math.min(bytes.length, permit);
        wasi.stream(call, "output-stream.write", appending, n == bytes.length ? bytes : Arrays.copyOf(bytes, n));
        position = size(call);
        return n;
    }

    private long size(HostCall call) throws Exception {
        return (Long) ((WitRecord) wasi.fileResult(call, "stat", descriptor)).get("size");
    }

    @Override
    long seek(HostCall call, long offset, int whence) throws Exception {
        long from = switch (whence) {
            case 0 -> 0;
            case 1 -> position;
            case 2 -> size(call);
            default -> throw new Errno(Errno.INVAL);
        };
        long to = from + offset;
        if (to < 0) {
            throw new Errno(Errno.INVAL);
        }
        position = to;
        return to;
    }

    @Override
    void close() {
        if (appending != null) {
            appending.drop();
        }
        descriptor.drop();
    }
}
