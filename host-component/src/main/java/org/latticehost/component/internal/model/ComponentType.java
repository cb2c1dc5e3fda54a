package org.latticehost.component.internal.model;

import java.util.List;

/**
 * The type of a component: what it imports and exports, in order. Later types may mention resource types of earlier
 * ones. Immutable.
 */
public record ComponentType(List<InstanceType.Export> imports, List<InstanceType.Export> exports) {
    public ComponentType {
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
    }
}
