package org.latticehost.component.internal.validate;

import java.util.HashMap;
import java.util.Map;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.spi.CoreModuleType;

/** A core module in the module space. */
final class ModuleEntry {
    private final CoreModuleType type;
    private final boolean exact;
    private final Cost cost;
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * @param exact whether this is the type of the module itself
     * @param cost of one instance
     */
    ModuleEntry(CoreModuleType type, boolean exact, Cost cost) {
        this.type = type;
        this.exact = exact;
        this.cost = cost;
    }

    CoreModuleType type() {
        return type;
    }

    boolean exact() {
        return exact;
    }

    Cost cost() {
        return cost;
    }

    /** The position of an export. */
    int position(String name, int coreInstance) {
        if (positions.isEmpty()) {
            for (int i = 0; i < type.exports().size(); i++) {
                positions.put(type.exports().get(i).name(), i);
            }
        }
        Integer position = positions.get(name);
        if (position == null) {
            throw new TypeException("core instance " + coreInstance + " has no export named `" + name + "`");
        }
        return position;
    }
}
