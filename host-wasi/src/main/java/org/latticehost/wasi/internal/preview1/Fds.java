package org.latticehost.wasi.internal.preview1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;

/** The file descriptors of one instance. Confined to the guest's thread. */
final class Fds {
    /** More than programs need, and far from what would hurt the host. */
    private static final int MAX = 4096;

    private static final Object KEY = new Object();

    private final List<@Nullable Fd> all = new ArrayList<>();

    private Fds() {}

    /** Those of the instance that calls: at first the standard streams, then the granted folders. */
    static Fds of(Wasi wasi, HostCall call) throws Exception {
        Fds fds = call.state(KEY, Fds::new);
        if (fds.all.isEmpty()) {
            fds.all.add(new StdioFd(wasi, wasi.call(call, "wasi:cli/stdin", "get-stdin"), true));
            fds.all.add(new StdioFd(wasi, wasi.call(call, "wasi:cli/stdout", "get-stdout"), false));
            fds.all.add(new StdioFd(wasi, wasi.call(call, "wasi:cli/stderr", "get-stderr"), false));
            for (Object granted : (List<?>) wasi.call(call, "wasi:filesystem/preopens", "get-directories")) {
                List<?> pair = (List<?>) granted;
                fds.all.add(new FolderFd(wasi, pair.get(0), (String) pair.get(1)));
            }
        }
        return fds;
    }

    Fd get(long number) throws Errno {
        int index = (int) number;
        Fd fd = index < 0 || index >= all.size() ? null : all.get(index);
        if (fd == null) {
            throw new Errno(Errno.BADF);
        }
        return fd;
    }

    /** Gives it the lowest free number. */
    int add(Fd fd) throws Errno {
        int free = all.indexOf(null);
        if (free >= 0) {
            all.set(free, fd);
            return free;
        }
        if (all.size() == MAX) {
            fd.close();
            throw new Errno(Errno.MFILE);
        }
        all.add(fd);
        return all.size() - 1;
    }

    void close(long number) throws Errno {
        get(number).close();
        all.set((int) number, null);
    }

    /** Moves one to a number that is in use, which is closed. */
    void renumber(long from, long to) throws Errno {
        Fd moved = get(from);
        Fd replaced = get(to);
        if (moved != replaced) {
            replaced.close();
            all.set((int) to, moved);
            all.set((int) from, null);
        }
    }
}
