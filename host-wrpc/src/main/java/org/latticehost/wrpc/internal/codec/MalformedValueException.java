package org.latticehost.wrpc.internal.codec;

import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;

/** Bytes that are no value of the type; knows where. Has no stack trace: hostile peers cause it at will. */
public final class MalformedValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_PATH = 200;

    private final String what;
    private final long offset;
    private String path = "";

    MalformedValueException(String what, long offset) {
        super(what, null, false, false);
        this.what = what;
        this.offset = offset;
    }

    /** Notes that the value lies in that member of another. */
    MalformedValueException in(String member) {
        if (path.length() < MAX_PATH) {
            path = path.isEmpty() || path.startsWith("[") ? member + path : member + "." + path;
        }
        return this;
    }

    /** What is wrong, where. */
    @Override
    public String getMessage() {
        return what + " at byte " + offset + (path.isEmpty() ? "" : " in " + path);
    }

    /** The same as the error callers see. */
    public TransportException toTransportException(String attempt) {
        return new TransportException(ErrorCode.PROTOCOL, attempt + ": " + getMessage(), this);
    }
}
