package org.latticehost.component.internal.model;

/**
 * How many entries each index space of a component has when all steps have run. Component types and core types are
 * resolved and need no run-time space.
 */
public record IndexSpaces(
        int coreFuncs,
        int coreTables,
        int coreMemories,
        int coreGlobals,
        int coreTags,
        int coreModules,
        int coreInstances,
        int funcs,
        int components,
        int instances) {}
