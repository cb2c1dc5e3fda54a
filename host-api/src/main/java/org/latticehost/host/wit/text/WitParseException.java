package org.latticehost.host.wit.text;

import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/** WIT text that cannot be read. */
public final class WitParseException extends HostException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    WitParseException(String message, Position at) {
        super(ErrorCode.INVALID_CONFIGURATION, "WIT, line " + at.line() + ", column " + at.column() + ": " + message);
        this.line = at.line();
        this.column = at.column();
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column in UTF-16 units, from 1. */
    public int column() {
        return column;
    }
}
