package org.latticehost.wasi.internal.preview1;

import java.util.Optional;
import org.latticehost.host.spi.HostCall;

/** What a file descriptor stands for. Operations that a kind does not have fail. Confined to the guest's thread. */
abstract class Fd {
    static final int UNKNOWN = 0;
    static final int DIRECTORY = 3;
    static final int REGULAR_FILE = 4;

    final Wasi wasi;

    Fd(Wasi wasi) {
        this.wasi = wasi;
    }

    /** A {@code filetype}. */
    int type() {
        return UNKNOWN;
    }

    /** {@code fdflags} now. */
    int flags() {
        return 0;
    }

    void setFlags(int flags) throws Errno {
        throw new Errno(Errno.BADF);
    }

    abstract long rights();

    /** Rights of what is opened below it. */
    long inheriting() {
        return 0;
    }

    /** Up to {@code max} bytes from where it stands; none at the end. Waits for the first one. */
    byte[] read(HostCall call, int max) throws Exception {
        throw new Errno(Errno.BADF);
    }

    /** Writes where it stands; how much of it. */
    int write(HostCall call, byte[] bytes) throws Exception {
        throw new Errno(Errno.BADF);
    }

    /** Moves to {@code offset} from the start (0), from where it stands (1) or from the end (2); where it stands then. */
    long seek(HostCall call, long offset, int whence) throws Exception {
        throw new Errno(Errno.SPIPE);
    }

    /** A pollable for input or output, or nothing if it is always ready. */
    Optional<Object> subscribe(HostCall call, boolean input) throws Exception {
        return Optional.empty();
    }

    /** The {@code descriptor} behind it. */
    Object descriptor() throws Errno {
        throw new Errno(Errno.BADF);
    }

    /** This, if it is a file. */
    FileFd file() throws Errno {
        throw new Errno(Errno.BADF);
    }

    /** This, if it is a folder. */
    FolderFd folder() throws Errno {
        throw new Errno(Errno.NOTDIR);
    }

    /** Frees what it holds. */
    abstract void close();
}
