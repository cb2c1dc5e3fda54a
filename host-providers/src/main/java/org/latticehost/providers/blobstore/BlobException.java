package org.latticehost.providers.blobstore;

/** A failure that the guest is told of, as the text of the {@code err} case. */
public final class BlobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BlobException(String message) {
        super(message);
    }

    public BlobException(String message, Throwable cause) {
        super(message, cause);
    }
}
