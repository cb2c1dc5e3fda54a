package org.latticehost.component.internal.link;

import java.util.Map;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreModuleType;

/** A core instance as the linker knows it. */
sealed interface CoreValue {

    /** An instance of a module: its slot in the plan, and the actual type of the module. */
    record Instance(int slot, CoreModuleType type) implements CoreValue {}

    /** A collection of other things. */
    record Bundle(Map<Key, ExternRef> items) implements CoreValue {}

    /** Names of inline exports are unique; the kind is kept for the lookup to be safe. */
    record Key(CoreExternKind kind, String name) {}
}
