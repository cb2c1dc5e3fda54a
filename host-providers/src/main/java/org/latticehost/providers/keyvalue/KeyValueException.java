package org.latticehost.providers.keyvalue;

/** A failure that the guest is told of: {@code error} of {@code wasi:keyvalue/store}. */
public final class KeyValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** The cases of {@code error}. */
    public enum Kind {
        NO_SUCH_STORE,
        ACCESS_DENIED,
        OTHER
    }

    public KeyValueException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    private KeyValueException(String message, Throwable cause) {
        super(message, cause);
        this.kind = Kind.OTHER;
    }

    /** Any failure that has no case of its own; guests see the message. */
    public static KeyValueException other(String message) {
        return new KeyValueException(Kind.OTHER, message);
    }

    /** Any failure that has no case of its own; guests see the message, not the cause. */
    public static KeyValueException other(String message, Throwable cause) {
        return new KeyValueException(message, cause);
    }

    /** The case. */
    public Kind kind() {
        return kind;
    }
}
