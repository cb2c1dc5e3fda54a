package org.latticehost.component.internal.link;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.model.IndexSpaces;

/** The index spaces of a component while it is linked. */
final class Scope {
    final @Nullable Scope enclosing;
    final ExternRef[] coreFuncs;
    final ExternRef[] coreTables;
    final ExternRef[] coreMemories;
    final ExternRef[] coreGlobals;
    final ExternRef[] coreTags;
    final CoreValue[] coreInstances;
    final Value[] modules;
    final Value[] funcs;
    final Value[] components;
    final Value[] instances;
    /** Numbers of resource types by slot. */
    final int[] resources;

    Scope(@Nullable Scope enclosing, IndexSpaces sizes, int resourceSlots) {
        this.enclosing = enclosing;
        coreFuncs = new ExternRef[sizes.coreFuncs()];
        coreTables = new ExternRef[sizes.coreTables()];
        coreMemories = new ExternRef[sizes.coreMemories()];
        coreGlobals = new ExternRef[sizes.coreGlobals()];
        coreTags = new ExternRef[sizes.coreTags()];
        coreInstances = new CoreValue[sizes.coreInstances()];
        modules = new Value[sizes.coreModules()];
        funcs = new Value[sizes.funcs()];
        components = new Value[sizes.components()];
        instances = new Value[sizes.instances()];
        resources = new int[resourceSlots];
    }

    Value.Instance instance(int index) {
        return (Value.Instance) instances[index];
    }
}
