package org.latticehost.component.internal.binary;

/** The type of an import or export. */
public sealed interface RawExtern {
    /** Something whose type stands at an index; for {@link RawSort#CORE_MODULE} in the core type space. */
    record OfType(RawSort sort, int index) implements RawExtern {}

    /** A type equal to the one at an index. */
    record TypeEq(int index) implements RawExtern {}

    /** A fresh resource type. */
    record SubResource() implements RawExtern {}
}
