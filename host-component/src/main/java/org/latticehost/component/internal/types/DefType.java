package org.latticehost.component.internal.types;

/** Anything that can stand in a component's type index space. Compared by identity. Immutable. */
public sealed interface DefType permits ValType, FuncType, InstType, CompType, ResourceRef {

    /** The same type as another definition. */
    DefType copy();

    /** Nodes of the type as a tree. */
    long weight();

    /** How deep it nests; bounded, so that walking it needs no deep stack. */
    int depth();

    /** Whether a resource type occurs in it. */
    boolean mentionsResources();

    /** For messages. */
    String describe();
}
