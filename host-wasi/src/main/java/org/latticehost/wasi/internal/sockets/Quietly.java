package org.latticehost.wasi.internal.sockets;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes what the guest has no more interest in. */
final class Quietly {
    private Quietly() {}

    static void close(@Nullable Closeable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (IOException e) {
            // Nobody is left to be told.
            return;
        }
    }
}
