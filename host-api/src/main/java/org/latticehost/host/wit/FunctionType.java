package org.latticehost.host.wit;

import java.util.List;
import java.util.Optional;

/**
 * The type of a component function. Immutable.
 *
 * @param params named parameters, in order
 * @param result the result, or empty for none
 */
public record FunctionType(List<WitType.Field> params, Optional<WitType> result) {
    public FunctionType {
        params = List.copyOf(params);
    }
}
