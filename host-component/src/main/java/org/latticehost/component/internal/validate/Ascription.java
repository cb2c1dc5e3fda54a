package org.latticehost.component.internal.validate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.InstType;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.Substitution;
import org.latticehost.component.internal.types.Subtyping;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.TypeTable;
import org.latticehost.host.wit.ResourceType;

/**
 * Types written at exports: the exported item must fit, and from then on it has the written type. A resource type may be
 * made abstract in this way: others see a new type of which they do not know that it is the old one; at run time it is.
 */
final class Ascription {
    private final TypeTable table;

    Ascription(TypeTable table) {
        this.table = table;
    }

    /** The type of the export. */
    Entity apply(Scope scope, DefBuilder builder, Entity actual, Entity wanted) {
        try {
            if (wanted instanceof Entity.Type type
                    && type.created() == type.referenced()
                    && type.created() instanceof ResourceRef fresh) {
                return resource(builder, actual, fresh);
            }
            if (wanted instanceof Entity.Instance w
                    && actual instanceof Entity.Instance a
                    && !w.type().defined().isEmpty()) {
                return new Entity.Instance(instance(scope, builder, a.type(), w.type()));
            }
            new Subtyping(table).check(actual, wanted);
            return wanted;
        } catch (TypeException e) {
            throw e.in("ascribed type of export is not compatible with item's type");
        }
    }

    private static Entity resource(DefBuilder builder, Entity actual, ResourceRef fresh) {
        if (!(actual instanceof Entity.Type type) || !(type.created() instanceof ResourceRef same)) {
            throw new TypeException("expected resource, found " + actual.describe());
        }
        builder.addAlias(fresh.resource(), same.resource());
        return new Entity.Type(fresh, fresh);
    }

    private InstType instance(Scope scope, DefBuilder builder, InstType actual, InstType wanted) {
        Map<ResourceType, List<String>> introduced = new LinkedHashMap<>();
        for (ResourceType resource : wanted.defined()) {
            introduced.put(resource, wanted.explicit().getOrDefault(resource, List.of()));
        }
        Substitution found = new Subtyping(table).open(actual.exports(), wanted.exports(), introduced, "export");
        Substitution fresh = new Substitution(table);
        introduced.forEach((resource, path) -> {
            ResourceType made = new ResourceType(String.join("/", path));
            fresh.put(resource, made);
            builder.addAlias(made, found.apply(resource));
            scope.defined.put(made, false);
        });
        Map<String, Entity> exports = new LinkedHashMap<>();
        fresh.applyAll(wanted.exports(), exports);
        return new InstType(exports, new LinkedHashSet<>(), fresh.applyKeys(wanted.explicit()));
    }
}
