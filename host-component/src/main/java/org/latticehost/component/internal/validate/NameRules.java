package org.latticehost.component.internal.validate;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.FuncType;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.ValType;
import org.latticehost.host.wit.WitKind;

/** What names of imports and exports must look like, that they are unique, and what they say about the item. */
final class NameRules {
    private NameRules() {}

    /** Checks the name of an import or export and enters it into the scope. */
    static void check(Scope scope, String name, Entity entity, boolean isImport) {
        Map<String, Entity> items = isImport ? scope.imports : scope.exports;
        check(
                name,
                entity,
                isImport,
                isImport ? scope.importedResourceNames : scope.exportedResourceNames,
                isImport ? scope.importNames : scope.exportNames,
                items);
        scope.addWeight(entity.weight());
    }

    /** The same for the members of an instance made from inline exports. */
    static void check(
            String text,
            Entity entity,
            boolean isImport,
            Scope.ResourceNames resources,
            Set<String> names,
            Map<String, Entity> items) {
        String what = isImport ? "import" : "export";
        ExternName name;
        try {
            name = ExternName.parse(text);
        } catch (TypeException e) {
            throw e.in(what + " name");
        }
        if (!isImport && name.kind() == ExternName.Kind.LOCATION) {
            throw new TypeException("name `" + text + "` is not a valid export name");
        }
        try {
            checkFunction(name, entity, resources);
        } catch (TypeException e) {
            throw e.in(what + " name `" + text + "` is not valid");
        }
        if (!names.add(name.unique())) {
            throw new TypeException(what + " name `" + text + "` conflicts with previous name");
        }
        if (items.putIfAbsent(text, entity) != null) {
            throw new TypeException(what + " name `" + text + "` conflicts with previous name `" + text + "`");
        }
    }

    private static void checkFunction(ExternName name, Entity entity, Scope.ResourceNames resources) {
        switch (name.kind()) {
            case CONSTRUCTOR -> checkConstructor(func(entity), name, resources);
            case METHOD -> checkMethod(func(entity), name, resources);
            case STATIC -> {
                func(entity);
                if (!resources.has(name.resource())) {
                    throw new TypeException("static resource name is not known in this context");
                }
            }
            case LABEL, INTERFACE, LOCATION -> {
                // These say nothing about the item.
            }
        }
    }

    private static FuncType func(Entity entity) {
        if (entity instanceof Entity.Func func) {
            return func.type();
        }
        throw new TypeException("item is not a func");
    }

    private static void checkConstructor(FuncType type, ExternName name, Scope.ResourceNames resources) {
        ValType result = type.result();
        if (result == null) {
            throw new TypeException("function should return one value");
        }
        ValType made = result.kind() == WitKind.RESULT ? result.parts().get(0) : result;
        ResourceRef resource = made != null && made.kind() == WitKind.OWN ? made.resource() : null;
        if (resource == null) {
            throw new TypeException("function should return `(own $T)` or `(result (own $T))`");
        }
        checkResource(resource, name, resources);
    }

    private static void checkMethod(FuncType type, ExternName name, Scope.ResourceNames resources) {
        if (type.params().isEmpty()) {
            throw new TypeException("function should have at least one argument");
        }
        if (!type.names().get(0).equals("self")) {
            throw new TypeException("function should have a first argument called `self`");
        }
        ValType self = type.params().get(0);
        ResourceRef resource = self.kind() == WitKind.BORROW ? self.resource() : null;
        if (resource == null) {
            throw new TypeException("function should take a first argument of `(borrow $T)`");
        }
        checkResource(resource, name, resources);
    }

    private static void checkResource(ResourceRef resource, ExternName name, Scope.ResourceNames resources) {
        @Nullable String known = resources.nameOf(resource);
        if (known == null) {
            throw new TypeException("resource used in function does not have a name in this context");
        }
        if (!known.equals(name.resource())) {
            throw new TypeException("function does not match expected resource name `" + known + "`");
        }
    }
}
