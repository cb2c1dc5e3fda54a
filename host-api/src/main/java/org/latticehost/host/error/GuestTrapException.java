package org.latticehost.host.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A guest broke a rule or gave up, and its instance was ended. A fault of the guest, not of the host. */
public class GuestTrapException extends HostException {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final transient List<String> backtrace;

    /**
     * A trap of that kind.
     *
     * @param kind stable lower-case name of the kind: {@code unreachable}, {@code memory-out-of-bounds},
     *     {@code stack-overflow}, {@code component} (a rule of the Component Model), {@code exit} and so on
     * @param backtrace guest frames, innermost first; may be empty
     */
    public GuestTrapException(String kind, String message, List<String> backtrace, @Nullable Throwable cause) {
        super(ErrorCode.GUEST_TRAP, message, cause);
        this.kind = kind;
        this.backtrace = List.copyOf(backtrace);
    }

    /** Stable lower-case name of the kind of trap. */
    public final String kind() {
        return kind;
    }

    /** Guest frames, innermost first; empty when the engine has none. */
    public final List<String> backtrace() {
        return backtrace;
    }
}
