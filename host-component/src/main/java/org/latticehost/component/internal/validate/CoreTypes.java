package org.latticehost.component.internal.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.RawCoreExtern;
import org.latticehost.component.internal.binary.RawCoreType;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreModuleType;

/** Resolves core types: the core type space of scopes, and module types. */
final class CoreTypes {
    private CoreTypes() {}

    /**
     * An entry of a core type space: a module type, a function type, or (both null) a type that nothing can use here.
     */
    record Entry(@Nullable CoreModuleType module, @Nullable CoreFuncType func) {}

    static void define(List<Scope> scopes, RawCoreType type) {
        List<Entry> space = scopes.get(scopes.size() - 1).coreTypes;
        if (type instanceof RawCoreType.Group group) {
            for (CoreFuncType func : group.funcs()) {
                Scope.push(space, new Entry(null, func), "core type");
            }
        } else if (type instanceof RawCoreType.ModuleType module) {
            Scope.push(space, new Entry(moduleType(scopes, module.decls()), null), "core type");
        }
    }

    private static CoreModuleType moduleType(List<Scope> scopes, List<RawCoreType.Decl> decls) {
        List<Entry> local = new ArrayList<>();
        List<CoreModuleType.Import> imports = new ArrayList<>();
        List<CoreModuleType.Export> exports = new ArrayList<>();
        Set<String> exportNames = new HashSet<>();
        for (RawCoreType.Decl decl : decls) {
            if (decl instanceof RawCoreType.Decl.TypeDecl type) {
                for (CoreFuncType func : type.group().funcs()) {
                    Scope.push(local, new Entry(null, func), "core type");
                }
            } else if (decl instanceof RawCoreType.Decl.AliasDecl alias) {
                Scope.push(local, aliased(scopes, local, alias), "core type");
            } else if (decl instanceof RawCoreType.Decl.ImportDecl one) {
                imports.add(new CoreModuleType.Import(one.module(), one.name(), resolve(local, one.type())));
            } else if (decl instanceof RawCoreType.Decl.ExportDecl one) {
                if (!exportNames.add(one.name())) {
                    throw new TypeException("export name `" + one.name() + "` already defined");
                }
                exports.add(new CoreModuleType.Export(one.name(), resolve(local, one.type())));
            }
        }
        checkImports(imports);
        return new CoreModuleType(imports, exports);
    }

    /** Modules whose imports repeat cannot be instantiated by name. */
    static void checkImports(List<CoreModuleType.Import> imports) {
        Set<List<String>> names = new HashSet<>();
        for (CoreModuleType.Import one : imports) {
            if (!names.add(List.of(one.module(), one.name()))) {
                throw new TypeException("duplicate import name `" + one.module() + ":" + one.name() + "`");
            }
        }
    }

    private static Entry aliased(List<Scope> scopes, List<Entry> local, RawCoreType.Decl.AliasDecl alias) {
        Entry entry = alias.count() == 0
                ? Scope.at(local, alias.index(), "type")
                : Scope.at(OuterAliases.scope(scopes, alias.count() - 1).coreTypes, alias.index(), "type");
        if (entry.module() != null) {
            throw new TypeException("a module type cannot be aliased into a module type");
        }
        return entry;
    }

    private static CoreExternType resolve(List<Entry> local, RawCoreExtern type) {
        if (type instanceof RawCoreExtern.Known known) {
            return known.type();
        }
        RawCoreExtern.OfType of = (RawCoreExtern.OfType) type;
        CoreFuncType func = Scope.at(local, of.type(), "type").func();
        if (func == null) {
            throw new TypeException("type index " + of.type() + " is not a function type");
        }
        return of.tag() ? new CoreExternType.Tag(func) : new CoreExternType.Func(func);
    }
}
