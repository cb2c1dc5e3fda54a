package org.latticehost.wasi.internal.io;

import org.jspecify.annotations.Nullable;

/** A source or sink is closed or broken: a {@code stream-error}. */
public final class StreamFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable IoError error;

    private StreamFailure(String message, @Nullable IoError error) {
        super(message, null, false, false);
        this.error = error;
    }

    /** Nobody is at the other end. */
    public static StreamFailure closed() {
        return new StreamFailure("closed", null);
    }

    /** The last operation, or one in the background, failed. */
    public static StreamFailure of(IoError error) {
        return new StreamFailure(error.text(), error);
    }

    /** What happened; null if it is just closed. */
    @Nullable IoError error() {
        return error;
    }
}
