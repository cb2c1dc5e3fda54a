package org.latticehost.host.wit;

/** The kinds of {@link WitType}, for exhaustive switches. */
public enum WitKind {
    BOOL,
    S8,
    U8,
    S16,
    U16,
    S32,
    U32,
    S64,
    U64,
    F32,
    F64,
    CHAR,
    STRING,
    LIST,
    RECORD,
    TUPLE,
    VARIANT,
    ENUM,
    OPTION,
    RESULT,
    FLAGS,
    OWN,
    BORROW,
    STREAM,
    FUTURE;

    /** Whether this is a type without parts: a number, {@code bool}, {@code char} or {@code string}. */
    public boolean primitive() {
        return compareTo(STRING) <= 0;
    }
}
