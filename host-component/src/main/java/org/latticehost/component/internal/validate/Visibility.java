package org.latticehost.component.internal.validate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.types.DefType;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.FuncType;
import org.latticehost.component.internal.types.InstType;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.TypeTable;
import org.latticehost.component.internal.types.ValType;

/**
 * External visibility of types: what is imported or exported may mention records, variants, enums, flags and resources
 * only by definitions that were imported or exported themselves. Source: explainer, "External Visibility of Types".
 */
final class Visibility {
    private final TypeTable table;
    private final Set<DefType> visible;
    /** Null until there is one: most types need no look inside. */
    private @Nullable Set<DefType> checked;

    private Visibility(TypeTable table, Set<DefType> visible) {
        this.table = table;
        this.visible = visible;
    }

    /** Checks an import or export and, if it is fine, makes the types in it visible. */
    static boolean register(Scope scope, Entity entity, boolean isImport, TypeTable table) {
        if (scope.kind == Scope.Kind.INSTANCE_TYPE) {
            return true;
        }
        if (entity instanceof Entity.Instance instance) {
            for (Entity part : instance.type().exports().values()) {
                table.work(1);
                if (!register(scope, part, isImport, table)) {
                    return false;
                }
            }
            return true;
        }
        Visibility rule = new Visibility(table, isImport ? scope.importedTypes : scope.exportedTypes);
        if (entity instanceof Entity.Func func) {
            return rule.func(func.type());
        }
        if (entity instanceof Entity.Type type) {
            if (!rule.definition(type.referenced())) {
                return false;
            }
            if (isImport) {
                scope.importedTypes.add(type.created());
            }
            scope.exportedTypes.add(type.created());
        }
        return true;
    }

    /** Whether the parts of a definition are visible; it itself need not be. */
    private boolean definition(DefType type) {
        if (type instanceof ValType value) {
            return switch (value.kind()) {
                case RECORD, VARIANT -> parts(value);
                case ENUM, FLAGS -> true;
                default -> named(value);
            };
        }
        if (type instanceof FuncType func) {
            return func(func);
        }
        if (type instanceof InstType inst) {
            return instance(inst);
        }
        // Components are closed, and a resource is what is being named.
        return true;
    }

    private boolean instance(InstType type) {
        for (Entity entity : type.exports().values()) {
            table.work(1);
            boolean fine = true;
            if (entity instanceof Entity.Func func) {
                fine = func(func.type());
            } else if (entity instanceof Entity.Type of) {
                fine = definition(of.created());
            } else if (entity instanceof Entity.Instance of) {
                fine = instance(of.type());
            }
            if (!fine) {
                return false;
            }
        }
        return true;
    }

    private boolean func(FuncType type) {
        for (ValType param : type.params()) {
            if (!named(param)) {
                return false;
            }
        }
        ValType result = type.result();
        return result == null || named(result);
    }

    private boolean parts(ValType type) {
        for (ValType part : type.parts()) {
            if (part != null && !named(part)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a use of a type is visible. */
    private boolean named(ValType type) {
        if (type.kind().primitive() || (checked != null && checked.contains(type))) {
            return true;
        }
        table.work(1);
        @Nullable ResourceRef resource = type.resource();
        boolean fine = switch (type.kind()) {
            case OWN, BORROW -> resource != null && visible.contains(resource);
            case RECORD, VARIANT, ENUM, FLAGS -> visible.contains(type);
            default -> parts(type);
        };
        if (fine && !type.parts().isEmpty()) {
            if (checked == null) {
                checked = Collections.newSetFromMap(new IdentityHashMap<>());
            }
            checked.add(type);
        }
        return fine;
    }
}
