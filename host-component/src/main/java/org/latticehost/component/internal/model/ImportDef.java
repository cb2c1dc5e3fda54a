package org.latticehost.component.internal.model;

/**
 * An import of a component.
 *
 * @param name as written, with version: {@code wasi:io/streams@0.2.0}, {@code log} or {@code [method]r.f}
 * @param type its type; abstract resource types in it belong to the importing component, see
 *     {@link ResourceSlot.Imported}
 * @param ref the index the import gets in its space
 * @param offset where in the binary it is declared, in bytes
 */
public record ImportDef(String name, ExternType type, DefRef ref, long offset) {}
