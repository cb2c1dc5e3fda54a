package org.latticehost.wasi.internal.preview1;

/** Rights of file descriptors: programs ask for them and libraries read them, but grants decide. */
final class Rights {
    static final long FD_READ = 1L << 1;
    static final long FD_SEEK = 1L << 2;
    static final long FD_WRITE = 1L << 6;
    private static final long FD_TELL = 1L << 5;
    private static final long POLL = 1L << 27;
    /** All of the 30. */
    private static final long ALL = (1L << 30) - 1;
    /** datasync, sync, write, allocate; filestat-set-size. */
    private static final long WRITING = 1L | 1L << 4 | FD_WRITE | 1L << 8 | 1L << 22;

    static final long INPUT = FD_READ | POLL;
    static final long OUTPUT = FD_WRITE | POLL;
    /** A folder is neither read, written nor sought in. */
    static final long FOLDER = ALL & ~(FD_READ | FD_WRITE | FD_SEEK | FD_TELL);

    private Rights() {}

    /** Of a file that was opened so. */
    static long file(boolean read, boolean write) {
        return ALL & ~(read ? 0 : FD_READ) & ~(write ? 0 : WRITING);
    }
}
