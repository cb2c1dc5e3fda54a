package org.latticehost.component.internal.binary;

import org.latticehost.component.spi.CoreExternType;

/** The type of a core import or export, with unresolved type index. */
public sealed interface RawCoreExtern {
    /** A function or tag of a type. */
    record OfType(boolean tag, int type, int offset) implements RawCoreExtern {}

    /** Complete in itself. */
    record Known(CoreExternType type) implements RawCoreExtern {}
}
