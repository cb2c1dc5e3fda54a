package org.latticehost.component.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A guest was stopped. Thrown by engines and by the component runtime; callers of components see it as
 * {@link org.latticehost.host.error.GuestTrapException}.
 */
public final class CoreTrapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TrapKind kind;
    private final transient List<String> backtrace;

    public CoreTrapException(TrapKind kind, String message) {
        this(kind, message, List.of(), null);
    }

    public CoreTrapException(TrapKind kind, String message, List<String> backtrace, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.backtrace = List.copyOf(backtrace);
    }

    /** Why. */
    public TrapKind kind() {
        return kind;
    }

    /** Guest frames, innermost first; empty when the engine has none. */
    public List<String> backtrace() {
        return backtrace;
    }
}
