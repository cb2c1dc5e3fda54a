package org.latticehost.component.internal.validate;

import org.latticehost.component.internal.binary.RawAlias;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.InstType;
import org.latticehost.component.internal.types.TypeException;

/** What an alias of an instance export refers to. */
final class InstanceExports {
    private InstanceExports() {}

    static Entity find(Scope scope, RawAlias.OfInstance alias) {
        InstType instance = Scope.at(scope.instances, alias.instance(), "instance");
        Entity entity = instance.exports().get(alias.name());
        if (entity == null) {
            throw new TypeException("instance " + alias.instance() + " has no export named `" + alias.name() + "`");
        }
        boolean fits = switch (alias.sort()) {
            case CORE_MODULE -> entity instanceof Entity.Module;
            case FUNC -> entity instanceof Entity.Func;
            case TYPE -> entity instanceof Entity.Type;
            case COMPONENT -> entity instanceof Entity.Component;
            case INSTANCE -> entity instanceof Entity.Instance;
            default -> false;
        };
        if (!fits) {
            throw new TypeException("export `" + alias.name() + "` for instance " + alias.instance() + " is not a "
                    + alias.sort() + " but a " + entity.describe());
        }
        return entity;
    }
}
