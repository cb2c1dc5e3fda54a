package org.latticehost.host.bind;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitValues;

/**
 * The err side of a result, thrown: by a call of a component, and by Java code that a component calls.
 *
 * <p>A method that names no exception throws this class, with the value as in {@link WitValues}. For a typed value a
 * method declares an exception of its own: one with a public constructor that takes the value and a public method
 * {@code value()} that gives it. Subclasses of this one need the constructor alone:
 *
 * <pre>{@code
 * final class CalcException extends WitErrorException {
 *     public CalcException(Problem problem) { super(problem); }
 * }
 * }</pre>
 */
public class WitErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object value;

    /** An err without payload. */
    public WitErrorException() {
        this(null);
    }

    public WitErrorException(@Nullable Object value) {
        super(value == null ? "err" : "err(" + WitValues.text(value) + ")");
        this.value = value;
    }

    /** The payload; null when the err side has none. */
    public @Nullable Object value() {
        return value;
    }
}
