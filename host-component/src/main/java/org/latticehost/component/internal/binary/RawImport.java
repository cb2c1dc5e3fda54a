package org.latticehost.component.internal.binary;

/** An import. */
public record RawImport(String name, RawExtern type, int offset) {}
