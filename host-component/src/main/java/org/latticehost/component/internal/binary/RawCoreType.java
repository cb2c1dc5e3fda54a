package org.latticehost.component.internal.binary;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFuncType;

/** A definition of the core type section. */
public sealed interface RawCoreType {
    /**
     * One or more core types.
     *
     * @param funcs one per type of the group; null for a type that is no plain function type
     */
    record Group(List<@Nullable CoreFuncType> funcs) implements RawCoreType {
        public Group {
            funcs = Collections.unmodifiableList(funcs);
        }
    }

    /** A module type. */
    record ModuleType(List<Decl> decls) implements RawCoreType {}

    /** A declaration of a module type. */
    sealed interface Decl {
        record ImportDecl(String module, String name, RawCoreExtern type, int offset) implements Decl {}

        record TypeDecl(Group group, int offset) implements Decl {}

        record AliasDecl(int count, int index, int offset) implements Decl {}

        record ExportDecl(String name, RawCoreExtern type, int offset) implements Decl {}
    }
}
