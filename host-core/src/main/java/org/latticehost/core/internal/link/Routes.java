package org.latticehost.core.internal.link;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where calls go. Thread-safe. */
public interface Routes {

    /** The links now. Does not block. */
    LinkTable table();

    /**
     * The change to wait for where the table has no link: one was removed a moment ago, and another may be put in its
     * place. Completes when that happened, or is no longer expected; look the link up again then. Empty if nothing is
     * expected.
     *
     * @param interfaceName without version
     */
    Optional<CompletableFuture<@Nullable Void>> change(String sourceId, String linkName, String interfaceName);
}
