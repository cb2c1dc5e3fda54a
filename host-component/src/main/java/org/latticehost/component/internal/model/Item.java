package org.latticehost.component.internal.model;

/** A named argument of an instantiation, or a named member of an instance made from inline exports. */
public record Item(String name, DefRef ref) {}
