package org.latticehost.providers.messaging;

/** A failure that the guest is told of, as the text of the {@code err} case. */
public final class MessagingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MessagingException(String message) {
        super(message);
    }

    public MessagingException(String message, Throwable cause) {
        super(message, cause);
    }
}
