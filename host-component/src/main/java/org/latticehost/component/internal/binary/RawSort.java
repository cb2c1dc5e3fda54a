package org.latticehost.component.internal.binary;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternKind;

/** The sorts of the binary format. */
public enum RawSort {
    CORE_FUNC(CoreExternKind.FUNC, false),
    CORE_TABLE(CoreExternKind.TABLE, false),
    CORE_MEMORY(CoreExternKind.MEMORY, false),
    CORE_GLOBAL(CoreExternKind.GLOBAL, false),
    CORE_TAG(CoreExternKind.TAG, false),
    CORE_TYPE(null, false),
    CORE_MODULE(null, true),
    CORE_INSTANCE(null, false),
    FUNC(null, true),
    TYPE(null, true),
    COMPONENT(null, true),
    INSTANCE(null, true);

    private final @Nullable CoreExternKind core;
    private final boolean item;

    RawSort(@Nullable CoreExternKind core, boolean item) {
        this.core = core;
        this.item = item;
    }

    /** The kind of core import or export, or null. */
    public @Nullable CoreExternKind core() {
        return core;
    }

    /** Whether components import and export this sort. */
    public boolean item() {
        return item;
    }
}
