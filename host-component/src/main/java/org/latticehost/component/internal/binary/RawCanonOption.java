package org.latticehost.component.internal.binary;

/**
 * An option of a canonical definition.
 *
 * @param index for the kinds that refer to something
 */
public record RawCanonOption(Kind kind, int index, int offset) {
    /** In the order of the binary codes. */
    public enum Kind {
        UTF8,
        UTF16,
        LATIN1_UTF16,
        MEMORY,
        REALLOC,
        POST_RETURN
    }
}
