package org.latticehost.component.internal.validate;

import java.util.Map;
import org.latticehost.component.internal.model.CoreItem;
import org.latticehost.component.internal.model.CoreRef;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreModuleType;

/** A core instance: of a module, or made from inline exports. */
sealed interface CoreInstanceEntry {

    /** An export with its type, and how to get it at run time. */
    record Found(CoreExternType type, CoreRef ref) {}

    /** @throws TypeException if there is no such export */
    Found find(String name, int coreInstance);

    /** Made by instantiating a module. */
    record OfModule(ModuleEntry module) implements CoreInstanceEntry {
        @Override
        public Found find(String name, int coreInstance) {
            int position = module.position(name, coreInstance);
            CoreModuleType.Export export = module.type().exports().get(position);
            return new Found(export.type(), new CoreRef.OfInstance(export.type().kind(), coreInstance, position, name));
        }
    }

    /** A member of a bundle. */
    record Member(CoreItem item, CoreExternType type) {}

    /** Made from inline exports. */
    record Bundle(Map<String, Member> members) implements CoreInstanceEntry {
        @Override
        public Found find(String name, int coreInstance) {
            Member member = members.get(name);
            if (member == null) {
                throw new TypeException("core instance " + coreInstance + " has no export named `" + name + "`");
            }
            return new Found(
                    member.type(),
                    new CoreRef.OfSpace(member.item().kind(), member.item().index()));
        }
    }
}
