package org.latticehost.component.internal.binary;

/** A named argument of an instantiation, or a named member of a core instance made from inline exports. */
public record RawArg(String name, RawSort sort, int index, int offset) {}
