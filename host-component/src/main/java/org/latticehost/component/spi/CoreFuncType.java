package org.latticehost.component.spi;

import java.util.List;

/**
 * The type of a core function.
 *
 * @param params parameter types, in order
 * @param results result types, in order; more than one only between core modules
 */
public record CoreFuncType(List<CoreValueType> params, List<CoreValueType> results) {
    public CoreFuncType {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }

    @Override
    public String toString() {
        return params + " -> " + results;
    }
}
