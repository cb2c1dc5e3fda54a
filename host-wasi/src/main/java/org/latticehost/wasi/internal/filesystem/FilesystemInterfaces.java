package org.latticehost.wasi.internal.filesystem;

import java.util.List;
import java.util.Optional;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.wasi.internal.store.Declarations;

/** {@code wasi:filesystem/types} and {@code wasi:filesystem/preopens}. */
public final class FilesystemInterfaces {
    private FilesystemInterfaces() {}

    public static List<HostInterface> all() {
        return List.of(
                HostInterface.builder(Declarations.of("wasi:filesystem/types@0.2.6"))
                        .function("filesystem-error-code", (call, args) -> Optional.empty())
                        .build(),
                HostInterface.builder(Declarations.of("wasi:filesystem/preopens@0.2.6"))
                        .function("get-directories", (call, args) -> List.of())
                        .build());
    }
}
