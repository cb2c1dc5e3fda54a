package org.latticehost.wasi.internal.preview1;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitRecord;

/** The functions on paths below a folder. */
final class PathFunctions {
    private PathFunctions() {}

    static void register(Functions functions) {
        functions
                .add("path_open", "iiiiillii", PathFunctions::open)
                .add(
                        "path_create_directory",
                        "iii",
                        (call, args) -> call.wasi()
                                .file(
                                        call.host(),
                                        "create-directory-at",
                                        folder(call, args[0]),
                                        call.path(args[1], args[2])))
                .add(
                        "path_remove_directory",
                        "iii",
                        (call, args) -> call.wasi()
                                .file(
                                        call.host(),
                                        "remove-directory-at",
                                        folder(call, args[0]),
                                        call.path(args[1], args[2])))
                .add(
                        "path_unlink_file",
                        "iii",
                        (call, args) -> call.wasi()
                                .file(
                                        call.host(),
                                        "unlink-file-at",
                                        folder(call, args[0]),
                                        call.path(args[1], args[2])))
                .add(
                        "path_rename",
                        "iiiiii",
                        (call, args) -> call.wasi()
                                .file(
                                        call.host(),
                                        "rename-at",
                                        folder(call, args[0]),
                                        call.path(args[1], args[2]),
                                        folder(call, args[3]),
                                        call.path(args[4], args[5])))
                .add(
                        "path_link",
                        "iiiiiii",
                        (call, args) -> call.wasi()
                                .file(
                                        call.host(),
                                        "link-at",
                                        folder(call, args[0]),
                                        Flags.path(follow(args[1])),
                                        call.path(args[2], args[3]),
                                        folder(call, args[4]),
                                        call.path(args[5], args[6])))
                .add(
                        "path_symlink",
                        "iiiii",
                        (call, args) -> call.wasi()
                                .file(
                                        call.host(),
                                        "symlink-at",
                                        folder(call, args[2]),
                                        call.path(args[0], args[1]),
                                        call.path(args[3], args[4])))
                .add("path_readlink", "iiiiii", (call, args) -> {
                    Object target = call.wasi()
                            .fileResult(call.host(), "readlink-at", folder(call, args[0]), call.path(args[1], args[2]));
                    byte[] bytes = ((String) target).getBytes(UTF_8);
                    call.putInt(args[5], Memory.putCut(call.memory(), (int) args[3], (int) args[4], bytes));
                })
                .add("path_filestat_get", "iiiii", PathFunctions::stat)
                .add("path_filestat_set_times", "iiiilli", (call, args) -> {
                    int flags = (int) args[6];
                    call.wasi()
                            .file(
                                    call.host(),
                                    "set-times-at",
                                    folder(call, args[0]),
                                    Flags.path(follow(args[1])),
                                    call.path(args[2], args[3]),
                                    FdFunctions.access(args[4], flags),
                                    FdFunctions.modified(args[5], flags));
                });
    }

    private static Object folder(Functions.Call call, long number) throws Exception {
        return call.fd(number).folder().descriptor();
    }

    private static boolean follow(long lookupFlags) {
        return (lookupFlags & 1) != 0;
    }

    private static void open(Functions.Call call, long[] args) throws Exception {
        long rights = args[5];
        int fdFlags = (int) args[7];
        boolean read = (rights & Rights.FD_READ) != 0;
        boolean write = (rights & Rights.FD_WRITE) != 0;
        WitFlags open = Flags.open((int) args[4]);
        Object descriptor = call.wasi()
                .fileResult(
                        call.host(),
                        "open-at",
                        folder(call, args[0]),
                        Flags.path(follow(args[1])),
                        call.path(args[2], args[3]),
                        open,
                        Flags.descriptor(read, write, fdFlags));
        WitEnum type = (WitEnum) call.wasi().fileResult(call.host(), "get-type", descriptor);
        Fd fd = type.label().equals("directory")
                ? new FolderFd(call.wasi(), descriptor, null)
                : new FileFd(call.wasi(), descriptor, Rights.file(read, write), fdFlags);
        call.putInt(args[8], call.fds().add(fd));
    }

    private static void stat(Functions.Call call, long[] args) throws Exception {
        Object folder = folder(call, args[0]);
        WitFlags follow = Flags.path(follow(args[1]));
        String path = call.path(args[2], args[3]);
        WitRecord stat = (WitRecord) call.wasi().fileResult(call.host(), "stat-at", folder, follow, path);
        long inode = Metadata.inode(call.wasi().fileResult(call.host(), "metadata-hash-at", folder, follow, path));
        Metadata.put(call.memory(), (int) args[4], stat, inode);
    }
}
