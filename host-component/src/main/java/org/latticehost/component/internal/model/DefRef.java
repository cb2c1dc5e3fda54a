package org.latticehost.component.internal.model;

/**
 * Something defined earlier in the same component.
 *
 * @param sort which index space
 * @param index the index in that space; for {@link Sort#TYPE} the <em>resource slot</em>, or -1 for a type that is
 *     nothing at run time (any type that is no resource type)
 */
public record DefRef(Sort sort, int index) {}
