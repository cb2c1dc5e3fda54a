package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.wasi.internal.io.IoError;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** {@code wasi:filesystem/types} and {@code wasi:filesystem/preopens}: the granted folders, and nothing else. */
public final class FilesystemInterfaces {
    private FilesystemInterfaces() {}

    public static List<HostInterface> all() {
        HostInterface.Builder types = HostInterface.builder(Declarations.of("wasi:filesystem/types@0.2.6"))
                .destructor("descriptor", o -> ((WasiResource) o).drop())
                .destructor("directory-entry-stream", o -> ((WasiResource) o).drop())
                .function(
                        "[method]directory-entry-stream.read-directory-entry",
                        FsCalls.plain(args -> ((DirectoryEntries) args[0]).next()))
                .function(
                        "filesystem-error-code",
                        (call, args) ->
                                ((IoError) args[0]).origin(FsFailure.class).map(FsFailure::toWit));
        DescriptorFunctions.register(types);
        NameFunctions.register(types);
        HostInterface preopens = HostInterface.builder(Declarations.of("wasi:filesystem/preopens@0.2.6"))
                .function("get-directories", (call, args) -> directories(call))
                .build();
        return List.of(types.build(), preopens);
    }

    private static List<List<Object>> directories(HostCall call) throws IOException {
        List<List<Object>> directories = new ArrayList<>();
        for (ComponentGrants.Preopen granted : call.grants().preopens()) {
            Folder folder = Folder.granted(granted.folder(), granted.writable());
            directories.add(List.of(new FolderDescriptor(WasiStore.of(call), folder), granted.guestPath()));
        }
        return directories;
    }
}
