package org.latticehost.wasi.internal.io;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@code error} of {@code wasi:io}: what broke a stream, for humans, and for the interface it came from. Immutable. */
public final class IoError {
    private final String text;
    private final @Nullable Object origin;

    /**
     * @param text for the guest; must not tell anything about the host
     * @param origin what the interface that made it recognises it by, or null
     */
    public IoError(String text, @Nullable Object origin) {
        this.text = text;
        this.origin = origin;
    }

    /** For humans; not stable. */
    public String text() {
        return text;
    }

    /** What its interface knows about it, if it is of that class. */
    public <T> Optional<T> origin(Class<T> type) {
        return type.isInstance(origin) ? Optional.of(type.cast(origin)) : Optional.empty();
    }
}
