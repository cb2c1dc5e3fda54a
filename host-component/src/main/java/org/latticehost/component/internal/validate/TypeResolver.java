package org.latticehost.component.internal.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.RawAlias;
import org.latticehost.component.internal.binary.RawDecl;
import org.latticehost.component.internal.binary.RawImport;
import org.latticehost.component.internal.binary.RawSort;
import org.latticehost.component.internal.binary.RawType;
import org.latticehost.component.internal.binary.RawValType;
import org.latticehost.component.internal.binary.ReaderLimits;
import org.latticehost.component.internal.types.DefType;
import org.latticehost.component.internal.types.FuncType;
import org.latticehost.component.internal.types.InstType;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.TypeTable;
import org.latticehost.component.internal.types.ValType;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** Resolves type definitions. Resources are not among them: they belong to a component, not to its types. */
final class TypeResolver {
    private final TypeTable table;
    private final Externs externs;
    private final List<Scope> scopes;

    /** @param scopes the open scopes, innermost last; type scopes are added while they are open */
    TypeResolver(TypeTable table, Externs externs, List<Scope> scopes) {
        this.table = table;
        this.externs = externs;
        this.scopes = scopes;
    }

    private Scope scope() {
        return scopes.get(scopes.size() - 1);
    }

    DefType resolve(RawType type) {
        if (type instanceof RawType.Primitive primitive) {
            return table.definePrimitive(primitive.type());
        }
        if (type instanceof RawType.Members members) {
            return members(members);
        }
        if (type instanceof RawType.ListOf list) {
            return table.list(value(list.element()));
        }
        if (type instanceof RawType.Option option) {
            return table.option(value(option.some()));
        }
        if (type instanceof RawType.Result result) {
            return table.result(optional(result.ok()), optional(result.err()));
        }
        if (type instanceof RawType.Tuple tuple) {
            if (tuple.items().isEmpty()) {
                throw new TypeException("tuple type must have at least one type");
            }
            return table.tuple(values(tuple.items()));
        }
        if (type instanceof RawType.Labels labels) {
            return labels(labels);
        }
        if (type instanceof RawType.Handle handle) {
            return table.handle(handle.own(), scope().resource(handle.resource()));
        }
        if (type instanceof RawType.Func func) {
            return func(func);
        }
        if (type instanceof RawType.InstanceType inst) {
            return instanceType(inst.decls());
        }
        if (type instanceof RawType.ComponentType comp) {
            open(Scope.Kind.COMPONENT_TYPE, comp.decls());
            return externs.finish(scopes.remove(scopes.size() - 1));
        }
        throw new TypeException("resources can only be defined within a concrete component");
    }

    private ValType members(RawType.Members members) {
        String what = members.variant() ? "variant case" : "record field";
        if (members.names().isEmpty()) {
            throw new TypeException((members.variant() ? "variant" : "record") + " type must have at least one "
                    + (members.variant() ? "case" : "field"));
        }
        checkLabels(members.names(), what);
        List<@Nullable ValType> types = new ArrayList<>();
        for (RawValType type : members.types()) {
            types.add(optional(type));
        }
        if (members.variant()) {
            return table.variant(members.names(), types);
        }
        List<ValType> fields = new ArrayList<>();
        for (ValType field : types) {
            if (field != null) {
                fields.add(field);
            }
        }
        return table.record(members.names(), fields);
    }

    private ValType labels(RawType.Labels labels) {
        String what = labels.flags() ? "flag" : "enum tag";
        if (labels.names().isEmpty()) {
            throw new TypeException(
                    labels.flags() ? "flags must have at least one entry" : "enum type must have at least one variant");
        }
        if (labels.flags() && labels.names().size() > ReaderLimits.FLAGS) {
            throw new TypeException("cannot have more than " + ReaderLimits.FLAGS + " flags");
        }
        checkLabels(labels.names(), what);
        return labels.flags() ? table.flags(labels.names()) : table.enumeration(labels.names());
    }

    private static void checkLabels(List<String> labels, String what) {
        Set<String> seen = new HashSet<>();
        for (String label : labels) {
            if (!ExternName.isLabel(label)) {
                throw new TypeException(
                        label.isEmpty()
                                ? what + " name cannot be empty"
                                : what + " name `" + label + "` is not in kebab case");
            }
            if (!seen.add(ExternName.uniqueLabel(label))) {
                throw new TypeException(what + " name `" + label + "` conflicts with previous " + what + " name");
            }
        }
    }

    private FuncType func(RawType.Func func) {
        checkLabels(func.names(), "function parameter");
        ValType result = optional(func.result());
        if (result != null && result.shape().borrows()) {
            throw new TypeException("function result cannot contain a `borrow` type");
        }
        FuncType type = new FuncType(func.names(), values(func.types()), result);
        Limit.weight(type.weight());
        return type;
    }

    private List<ValType> values(List<RawValType> types) {
        List<ValType> values = new ArrayList<>(types.size());
        for (RawValType type : types) {
            values.add(value(type));
        }
        return values;
    }

    private ValType value(RawValType type) {
        return type.primitive() != null ? table.primitive(type.primitive()) : scope().valueType(type.index());
    }

    private @Nullable ValType optional(@Nullable RawValType type) {
        return type == null ? null : value(type);
    }

    private InstType instanceType(List<RawDecl> decls) {
        open(Scope.Kind.INSTANCE_TYPE, decls);
        return Externs.finishInstance(scopes.remove(scopes.size() - 1));
    }

    private void open(Scope.Kind kind, List<RawDecl> decls) {
        if (scopes.size() > 2 * ReaderLimits.NESTING) {
            throw new TypeException("types nest too deep");
        }
        scopes.add(new Scope(kind));
        for (RawDecl decl : decls) {
            try {
                declare(decl);
            } catch (TypeException e) {
                throw new ComponentLoadException(
                        ErrorCode.INVALID_COMPONENT, String.valueOf(e.getMessage()), decl.offset(), null);
            }
        }
    }

    private void declare(RawDecl decl) {
        Scope scope = scope();
        if (decl instanceof RawDecl.CoreTypeDecl core) {
            CoreTypes.define(scopes, core.type());
        } else if (decl instanceof RawDecl.TypeDecl type) {
            DefType resolved = resolve(type.type());
            Scope.push(scope.types, resolved, "type");
        } else if (decl instanceof RawDecl.AliasDecl alias) {
            alias(alias.alias());
        } else if (decl instanceof RawDecl.ImportDecl one) {
            RawImport item = one.of();
            externs.addImport(scope, item.name(), externs.resolve(scope, item.type(), item.name()));
        } else if (decl instanceof RawDecl.ExportDecl one) {
            externs.addExport(scope, one.name(), externs.resolve(scope, one.type(), one.name()));
        }
    }

    private void alias(RawAlias alias) {
        Scope scope = scope();
        if (alias instanceof RawAlias.Outer outer && outer.sort() == RawSort.TYPE) {
            Scope.push(scope.types, OuterAliases.type(scopes, outer.count(), outer.index(), table), "type");
        } else if (alias instanceof RawAlias.Outer outer && outer.sort() == RawSort.CORE_TYPE) {
            Scope from = OuterAliases.scope(scopes, outer.count());
            Scope.push(scope.coreTypes, Scope.at(from.coreTypes, outer.index(), "type"), "core type");
        } else if (alias instanceof RawAlias.OfInstance of
                && (of.sort() == RawSort.TYPE || of.sort() == RawSort.INSTANCE)) {
            externs.push(scope, InstanceExports.find(scope, of));
        } else {
            throw new TypeException("aliases in a component or instance type may only refer to types or instances");
        }
    }
}
