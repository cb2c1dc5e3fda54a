package org.latticehost.wasi.internal.preview1;

import org.latticehost.component.spi.CoreMemory;
import org.latticehost.host.wit.WitRecord;

/** The functions on file descriptors. */
final class FdFunctions {
    private static final int SET_ACCESS = 1;
    private static final int ACCESS_NOW = 2;
    private static final int SET_MODIFIED = 4;
    private static final int MODIFIED_NOW = 8;

    /** The most of a folder that is listed at once. */
    private static final int MAX_LISTING = 1 << 20;

    private FdFunctions() {}

    static void register(Functions functions) {
        transfer(functions);
        state(functions);
        files(functions);
        folders(functions);
    }

    private static void transfer(Functions functions) {
        functions
                .add("fd_read", "iiii", (call, args) -> {
                    Fd fd = call.fd(args[0]);
                    byte[] bytes = fd.read(call.host(), Memory.room(call.memory(), (int) args[1], (int) args[2]));
                    Memory.scatter(call.memory(), (int) args[1], (int) args[2], bytes);
                    call.putInt(args[3], bytes.length);
                })
                .add("fd_pread", "iiili", (call, args) -> {
                    FileFd fd = call.fd(args[0]).file();
                    int room = Memory.room(call.memory(), (int) args[1], (int) args[2]);
                    byte[] bytes = fd.readAt(call.host(), room, args[3]);
                    Memory.scatter(call.memory(), (int) args[1], (int) args[2], bytes);
                    call.putInt(args[4], bytes.length);
                })
                .add("fd_write", "iiii", (call, args) -> {
                    Fd fd = call.fd(args[0]);
                    byte[] bytes = Memory.gather(call.memory(), (int) args[1], (int) args[2]);
                    call.putInt(args[3], fd.write(call.host(), bytes));
                })
                .add("fd_pwrite", "iiili", (call, args) -> {
                    FileFd fd = call.fd(args[0]).file();
                    byte[] bytes = Memory.gather(call.memory(), (int) args[1], (int) args[2]);
                    call.putInt(args[4], fd.writeAt(call.host(), bytes, args[3]));
                })
                .add(
                        "fd_seek",
                        "ilii",
                        (call, args) ->
                                call.putLong(args[3], call.fd(args[0]).seek(call.host(), args[1], (int) args[2])))
                .add(
                        "fd_tell",
                        "ii",
                        (call, args) -> call.putLong(args[1], call.fd(args[0]).seek(call.host(), 0, 1)));
    }

    private static void state(Functions functions) {
        functions
                .add("fd_close", "i", (call, args) -> call.fds().close(args[0]))
                .add("fd_renumber", "ii", (call, args) -> call.fds().renumber(args[0], args[1]))
                .add("fd_fdstat_get", "ii", (call, args) -> {
                    Fd fd = call.fd(args[0]);
                    CoreMemory memory = call.memory();
                    int at = (int) args[1];
                    memory.putInt(at, fd.type() | fd.flags() << 16);
                    memory.putInt(at + 4, 0);
                    memory.putLong(at + 8, fd.rights());
                    memory.putLong(at + 16, fd.inheriting());
                })
                .add(
                        "fd_fdstat_set_flags",
                        "ii",
                        (call, args) -> call.fd(args[0]).setFlags((int) args[1]))
                .add("fd_fdstat_set_rights", "ill", (call, args) -> {
                    call.fd(args[0]);
                    throw new Errno(Errno.NOTSUP);
                });
    }

    private static void files(Functions functions) {
        functions
                .add("fd_advise", "illi", (call, args) -> {
                    // Advice may be ignored, except from who has no file.
                    call.fd(args[0]).file();
                })
                .add("fd_allocate", "ill", (call, args) -> {
                    call.fd(args[0]).file();
                    throw new Errno(Errno.NOTSUP);
                })
                .add(
                        "fd_datasync",
                        "i",
                        (call, args) -> call.wasi()
                                .file(call.host(), "sync-data", call.fd(args[0]).descriptor()))
                .add(
                        "fd_sync",
                        "i",
                        (call, args) -> call.wasi()
                                .file(call.host(), "sync", call.fd(args[0]).descriptor()))
                .add("fd_filestat_get", "ii", (call, args) -> stat(call, call.fd(args[0]), (int) args[1]))
                .add(
                        "fd_filestat_set_size",
                        "il",
                        (call, args) -> call.wasi()
                                .file(call.host(), "set-size", call.fd(args[0]).descriptor(), args[1]))
                .add("fd_filestat_set_times", "illi", (call, args) -> {
                    int flags = (int) args[3];
                    call.wasi()
                            .file(
                                    call.host(),
                                    "set-times",
                                    call.fd(args[0]).descriptor(),
                                    access(args[1], flags),
                                    modified(args[2], flags));
                });
    }

    /** The time of access to set. */
    static Object access(long nanos, int flags) throws Errno {
        return Flags.time((flags & SET_ACCESS) != 0, (flags & ACCESS_NOW) != 0, nanos);
    }

    /** The time of modification to set. */
    static Object modified(long nanos, int flags) throws Errno {
        return Flags.time((flags & SET_MODIFIED) != 0, (flags & MODIFIED_NOW) != 0, nanos);
    }

    private static void stat(Functions.Call call, Fd fd, int at) throws Exception {
        if (fd.type() == Fd.UNKNOWN) {
            Metadata.putOther(call.memory(), at, fd.type());
            return;
        }
        Object descriptor = fd.descriptor();
        WitRecord stat = (WitRecord) call.wasi().fileResult(call.host(), "stat", descriptor);
        long inode = Metadata.inode(call.wasi().fileResult(call.host(), "metadata-hash", descriptor));
        Metadata.put(call.memory(), at, stat, inode);
    }

    private static void folders(Functions functions) {
        functions
                .add("fd_prestat_get", "ii", (call, args) -> {
                    byte[] name = granted(call, args[0]);
                    call.putInt(args[1], 0);
                    call.putInt(args[1] + 4, name.length);
                })
                .add("fd_prestat_dir_name", "iii", (call, args) -> {
                    byte[] name = granted(call, args[0]);
                    if (Memory.putCut(call.memory(), (int) args[1], (int) args[2], name) < name.length) {
                        throw new Errno(Errno.NAMETOOLONG);
                    }
                })
                .add("fd_readdir", "iiili", (call, args) -> {
                    FolderFd folder = call.fd(args[0]).folder();
                    int room = Integer.compareUnsigned((int) args[2], MAX_LISTING) > 0 ? MAX_LISTING : (int) args[2];
                    byte[] listed = folder.list(call.host(), room, args[3]);
                    call.memory().put((int) args[1], listed, 0, listed.length);
                    call.putInt(args[4], listed.length);
                });
    }

    /** Programs try one number after the other until one is none. */
    private static byte[] granted(Functions.Call call, long number) throws Exception {
        Fd fd = call.fd(number);
        if (fd.type() != Fd.DIRECTORY) {
            throw new Errno(Errno.BADF);
        }
        return fd.folder().grantedName();
    }
}
