package org.latticehost.component.internal.model;

/**
 * An export of a component.
 *
 * @param name as written, with version
 * @param type its type as seen from outside (the ascribed one if there is one)
 * @param source what is exported
 * @param ref the new index the export itself gets in the same space: an alias of {@code source}; for types the slot of
 *     the exported resource type
 * @param offset where in the binary it is declared, in bytes
 */
public record ExportDef(String name, ExternType type, DefRef source, DefRef ref, long offset) {}
