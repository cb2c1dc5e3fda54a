package org.latticehost.component.internal.model;

import java.util.List;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreValueType;

/** The core types of the functions on handles. */
final class ResourceFuncTypes {
    private static final CoreFuncType I32_TO_I32 =
            new CoreFuncType(List.of(CoreValueType.I32), List.of(CoreValueType.I32));
    private static final CoreFuncType I32_TO_NOTHING = new CoreFuncType(List.of(CoreValueType.I32), List.of());

    private ResourceFuncTypes() {}

    static CoreFuncType of(Step.ResourceFunc.Op op) {
        return op == Step.ResourceFunc.Op.DROP ? I32_TO_NOTHING : I32_TO_I32;
    }
}
