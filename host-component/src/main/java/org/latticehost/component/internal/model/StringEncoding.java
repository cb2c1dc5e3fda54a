package org.latticehost.component.internal.model;

/** How strings lie in a guest's memory, in the order of the binary codes. */
public enum StringEncoding {
    UTF8,
    UTF16,
    /** Latin-1 or UTF-16, told apart by bit 31 of the length. */
    LATIN1_UTF16
}
