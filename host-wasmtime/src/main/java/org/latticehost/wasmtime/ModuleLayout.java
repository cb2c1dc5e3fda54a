package org.latticehost.wasmtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreLimits;

/** What a module declares, by index; imported things come first. Filled by {@link ModuleParser}, not changed afterwards. */
final class ModuleLayout {
    /** Where a section or a part of one lies in the binary. */
    record Span(int from, int to) {}

    /** An import; {@code type} has its place in the binary, for what is copied as it is. */
    record Import(CoreExternKind kind, int index, Span type) {}

    record Export(String name, CoreExternKind kind, int index) {}

    final List<CoreFuncType> types = new ArrayList<>();
    final List<Import> imports = new ArrayList<>();
    final List<Integer> functions = new ArrayList<>();
    final List<CoreExternType.Table> tables = new ArrayList<>();
    final List<CoreExternType.Memory> memories = new ArrayList<>();
    final List<CoreExternType.Global> globals = new ArrayList<>();
    final List<Export> exports = new ArrayList<>();
    /** Content of each section but custom ones, by number. */
    final Map<Integer, Span> sections = new HashMap<>();

    /** Globals whose value is the result of arithmetic. */
    final Set<Integer> computedGlobals = new HashSet<>();
    /** Whether there is an active segment whose place is the result of arithmetic. */
    boolean computedElements;

    boolean computedData;
    int importedFunctions;
    int importedTables;
    int importedMemories;
    int importedGlobals;
    int start = -1;
    /** Whether there are instructions that change tables. */
    boolean writesTables;
    /** Whether there are instructions that drop segments. */
    boolean dropsSegments;

    CoreFuncType functionType(int function) {
        return types.get(functions.get(function));
    }

    /** Whether guest code may change what Java cannot see: tables, and whether segments were dropped. */
    boolean hidesState() {
        return writesTables || dropsSegments;
    }

    /** Whether constant expressions have arithmetic. */
    boolean computes() {
        return computedElements || computedData || !computedGlobals.isEmpty();
    }

    /** Pages at the start of all memories that the module defines. */
    long definedPages() {
        return memories.subList(importedMemories, memories.size()).stream()
                .map(CoreExternType.Memory::limits)
                .mapToLong(CoreLimits::min)
                .sum();
    }
}
