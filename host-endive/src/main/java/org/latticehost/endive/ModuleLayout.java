package org.latticehost.endive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;

/** What a module declares, by index. Filled by {@link ModuleParser}, not changed afterwards. */
final class ModuleLayout {
    /** Where a section or a part of one lies in the binary. */
    record Span(int from, int to) {
        static final Span NONE = new Span(0, 0);

        int length() {
            return to - from;
        }
    }

    /** An import; {@code type} has its place in the binary, for what is copied as it is. */
    record Import(CoreExternKind kind, int index, Span type) {}

    record Export(String name, CoreExternKind kind, int index) {}

    /** A segment of a table: what is copied as it is, and for active ones where it goes. */
    record Elements(
            int flags, int table, @Nullable ConstExpr offset, int referenceType, List<ConstExpr> items, Span payload) {
        boolean active() {
            return (flags & 1) == 0;
        }
    }

    record Data(int memory, @Nullable ConstExpr offset, Span bytes) {}

    final List<CoreFuncType> types = new ArrayList<>();
    final List<Import> imports = new ArrayList<>();
    /** Type index of every function, imported ones first. */
    final List<Integer> functions = new ArrayList<>();

    final List<CoreExternType.Table> tables = new ArrayList<>();
    final List<CoreExternType.Memory> memories = new ArrayList<>();
    final List<CoreExternType.Global> globals = new ArrayList<>();
    final List<Integer> tags = new ArrayList<>();
    final List<Export> exports = new ArrayList<>();
    final List<Elements> elements = new ArrayList<>();
    final List<Data> data = new ArrayList<>();
    /** Code of the functions the module defines, without the size in front. */
    final List<Span> bodies = new ArrayList<>();
    /** Sections by their number. */
    final Map<Integer, Span> sections = new HashMap<>();

    int importedFunctions;
    int importedTables;
    int importedMemories;
    int importedGlobals;
    int start = -1;
    Span names = Span.NONE;

    CoreFuncType functionType(int function) {
        return types.get(functions.get(function));
    }

    /**
     * Whether nothing in the module itself uses its functions: it only has others' put into tables or exports them, which
     * this package does. Tools that make components make such modules, and matching imports is what Endive is slow at.
     */
    boolean passesFunctionsOn() {
        return bodies.isEmpty() && start < 0 && globals.size() == importedGlobals;
    }

    /** The imports that Endive gets to see. */
    List<Import> shownImports() {
        return passesFunctionsOn()
                ? imports.stream().filter(i -> i.kind() != CoreExternKind.FUNC).toList()
                : imports;
    }

    /** Whether {@code memory.init} may occur, which is only valid with this section. */
    boolean hasDataCount() {
        return sections.containsKey(12);
    }

    List<CoreExternType.Table> definedTables() {
        return tables.subList(importedTables, tables.size());
    }

    List<CoreExternType.Memory> definedMemories() {
        return memories.subList(importedMemories, memories.size());
    }
}
