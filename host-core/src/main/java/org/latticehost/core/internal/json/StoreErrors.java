package org.latticehost.core.internal.json;

import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/** What other hosts say about keys that a bucket refuses. */
public final class StoreErrors {
    private StoreErrors() {}

    /** The words peers know, whatever is wrong with the key. */
    public static HostException badKey(IllegalArgumentException cause) {
        return new HostException(ErrorCode.INVALID_REQUEST, "key cannot be empty or start/end with `.`", cause);
    }
}
