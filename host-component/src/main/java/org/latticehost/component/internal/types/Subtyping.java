package org.latticehost.component.internal.types;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.host.wit.ResourceType;

/**
 * Whether one thing may be given where another is asked for. Everything here throws {@link TypeException} when not.
 *
 * <p>Value types and functions must be equal; instances may have more exports than asked for; components may ask for
 * less and give more; resource types must be the same after those that the wanted type introduces have been replaced by
 * the given ones.
 */
public final class Subtyping {
    private final TypeTable table;

    public Subtyping(TypeTable table) {
        this.table = table;
    }

    /** Whether {@code given} may stand where {@code wanted} is asked for. */
    public void check(Entity given, Entity wanted) {
        table.work(1);
        if (given instanceof Entity.Module g && wanted instanceof Entity.Module w) {
            module(g.type(), w.type());
        } else if (given instanceof Entity.Func g && wanted instanceof Entity.Func w) {
            func(g.type(), w.type());
        } else if (given instanceof Entity.Instance g && wanted instanceof Entity.Instance w) {
            instance(g.type(), w.type());
        } else if (given instanceof Entity.Component g && wanted instanceof Entity.Component w) {
            component(g.type(), w.type());
        } else if (given instanceof Entity.Type g && wanted instanceof Entity.Type w) {
            type(g.referenced(), w.referenced());
        } else {
            throw new TypeException("expected " + wanted.describe() + ", found " + given.describe());
        }
    }

    private void type(DefType given, DefType wanted) {
        if (given == wanted) {
            return;
        }
        if (given instanceof ResourceRef g && wanted instanceof ResourceRef w) {
            if (g.resource() != w.resource()) {
                throw new TypeException("resource types are not the same");
            }
        } else if (given instanceof ValType g && wanted instanceof ValType w) {
            value(g, w);
        } else if (given instanceof FuncType g && wanted instanceof FuncType w) {
            func(g, w);
        } else if (given instanceof InstType g && wanted instanceof InstType w) {
            instance(g, w);
        } else if (given instanceof CompType g && wanted instanceof CompType w) {
            component(g, w);
        } else {
            throw new TypeException("expected " + wanted.describe() + ", found " + given.describe());
        }
    }

    private static void value(ValType given, ValType wanted) {
        if (!given.shape().equals(wanted.shape())) {
            throw new TypeException(Mismatch.describe(given, wanted));
        }
    }

    /** Whether two function types are equal. */
    public void func(FuncType given, FuncType wanted) {
        table.work(1L + given.params().size());
        if (given.params().size() != wanted.params().size()) {
            throw new TypeException("expected " + wanted.params().size() + " parameters, found "
                    + given.params().size());
        }
        for (int i = 0; i < given.params().size(); i++) {
            String name = wanted.names().get(i);
            if (!given.names().get(i).equals(name)) {
                throw new TypeException("expected parameter named `" + name + "`, found `"
                        + given.names().get(i) + "`");
            }
            try {
                value(given.params().get(i), wanted.params().get(i));
            } catch (TypeException e) {
                throw e.in("type mismatch in function parameter `" + name + "`");
            }
        }
        result(given.result(), wanted.result());
    }

    private static void result(@Nullable ValType given, @Nullable ValType wanted) {
        if (given != null && wanted != null) {
            try {
                value(given, wanted);
            } catch (TypeException e) {
                throw e.in("type mismatch with result type");
            }
        } else if (given != null) {
            throw new TypeException("expected no result, found one");
        } else if (wanted != null) {
            throw new TypeException("expected a result, found none");
        }
    }

    private void instance(InstType given, InstType wanted) {
        if (given == wanted) {
            return;
        }
        for (Map.Entry<String, Entity> entry : wanted.exports().entrySet()) {
            Entity g = given.exports().get(entry.getKey());
            if (g == null) {
                throw new TypeException("missing expected export `" + entry.getKey() + "`");
            }
            try {
                check(g, entry.getValue());
            } catch (TypeException e) {
                throw e.in("type mismatch in instance export `" + entry.getKey() + "`");
            }
        }
    }

    /** The imports wanted are given to the imports of the given one; its exports must then do as those wanted. */
    private void component(CompType given, CompType wanted) {
        if (given == wanted) {
            return;
        }
        Substitution imports = open(wanted.imports(), given.imports(), given.imported(), "import");
        Map<String, Entity> exports = new LinkedHashMap<>();
        imports.applyAll(given.exports(), exports);
        open(exports, wanted.exports(), wanted.defined(), "export");
    }

    /**
     * Matches things given by name with things wanted: finds what the resource types that the wanted ones introduce stand
     * for, and checks everything with these replaced.
     *
     * @param introduced the resource types to find, with the names that lead to them among {@code wanted}
     * @param what {@code import} or {@code export}, for messages
     * @return the replacements, and renamings of the type definitions that were matched
     */
    public Substitution open(
            Map<String, Entity> given,
            Map<String, Entity> wanted,
            Map<ResourceType, List<String>> introduced,
            String what) {
        Map<ResourceType, ResourceType> found = new HashMap<>();
        introduced.forEach((resource, path) -> {
            ResourceType actual = find(given, path);
            if (actual != null) {
                found.put(resource, actual);
            }
        });
        Substitution resources = new Substitution(table);
        found.forEach(resources::put);
        Substitution answer = new Substitution(table);
        found.forEach(answer::put);
        for (Map.Entry<String, Entity> entry : wanted.entrySet()) {
            Entity actual = given.get(entry.getKey());
            if (actual == null) {
                throw new TypeException("missing " + what + " named `" + entry.getKey() + "`");
            }
            try {
                check(actual, resources.apply(entry.getValue()));
            } catch (TypeException e) {
                throw e.in("type mismatch for " + what + " `" + entry.getKey() + "`");
            }
            rename(actual, entry.getValue(), answer);
        }
        return answer;
    }

    /** The resource type at the end of a path, or null if there is none. */
    public static @Nullable ResourceType find(Map<String, Entity> given, List<String> path) {
        Map<String, Entity> at = given;
        for (int i = 0; i < path.size(); i++) {
            Entity entity = at.get(path.get(i));
            if (i == path.size() - 1) {
                return entity instanceof Entity.Type type && type.created() instanceof ResourceRef ref
                        ? ref.resource()
                        : null;
            }
            if (!(entity instanceof Entity.Instance instance)) {
                return null;
            }
            at = instance.type().exports();
        }
        return null;
    }

    private void rename(Entity actual, Entity wanted, Substitution into) {
        table.work(1);
        if (wanted instanceof Entity.Type w && actual instanceof Entity.Type a) {
            into.rename(w.created(), a.created());
        } else if (wanted instanceof Entity.Instance w && actual instanceof Entity.Instance a) {
            w.type().exports().forEach((name, entity) -> {
                Entity match = a.type().exports().get(name);
                if (match != null) {
                    rename(match, entity, into);
                }
            });
        }
    }

    private void module(CoreModuleType given, CoreModuleType wanted) {
        if (given.equals(wanted)) {
            return;
        }
        table.work(given.imports().size()
                + given.exports().size()
                + wanted.exports().size());
        Map<List<String>, CoreExternType> offered = new HashMap<>();
        for (CoreModuleType.Import one : wanted.imports()) {
            offered.put(List.of(one.module(), one.name()), one.type());
        }
        for (CoreModuleType.Import one : given.imports()) {
            String name = one.module() + "::" + one.name();
            CoreExternType offer = offered.get(List.of(one.module(), one.name()));
            if (offer == null) {
                throw new TypeException("missing expected import `" + name + "`");
            }
            CoreSubtyping.check(offer, one.type(), "import `" + name + "`");
        }
        Map<String, CoreExternType> exports = new HashMap<>();
        given.exports().forEach(e -> exports.put(e.name(), e.type()));
        for (CoreModuleType.Export one : wanted.exports()) {
            CoreExternType export = exports.get(one.name());
            if (export == null) {
                throw new TypeException("missing expected export `" + one.name() + "`");
            }
            CoreSubtyping.check(export, one.type(), "export `" + one.name() + "`");
        }
    }
}
