package org.latticehost.component.internal.validate;

import java.util.List;
import org.latticehost.component.internal.types.DefType;
import org.latticehost.component.internal.types.FreeResources;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.TypeTable;

/** Finding enclosing scopes. */
final class OuterAliases {
    private OuterAliases() {}

    /** The scope that many scopes out; 0 is the innermost. Component and type scopes count alike. */
    static Scope scope(List<Scope> scopes, int count) {
        if (count >= scopes.size()) {
            throw new TypeException("invalid outer alias count of " + count);
        }
        return scopes.get(scopes.size() - 1 - count);
    }

    /**
     * A type of an enclosing scope. Across the border of a component it must not mention resource types: a component must
     * not depend on the instance around it.
     */
    static DefType type(List<Scope> scopes, int count, int index, TypeTable table) {
        DefType type = scope(scopes, count).type(index);
        boolean crosses = count > 0 && scopes.get(scopes.size() - count).kind == Scope.Kind.COMPONENT;
        if (crosses && type.mentionsResources()) {
            FreeResources free = new FreeResources(table);
            free.add(type);
            if (!free.found().isEmpty()) {
                throw new TypeException("cannot alias outer type which transitively refers to resources not defined"
                        + " in the current component");
            }
        }
        return type;
    }
}
