package org.latticehost.component.internal.abi;

import java.util.ArrayList;
import java.util.List;
import org.latticehost.component.spi.CoreValueType;

/** Arithmetic of sizes, alignments and flat types. */
final class Layout {
    /** Longest byte length of a string or a list. */
    static final int MAX_BYTES = (1 << 28) - 1;

    static final List<CoreValueType> ONE_I32 = List.of(CoreValueType.I32);
    static final List<CoreValueType> TWO_I32 = List.of(CoreValueType.I32, CoreValueType.I32);

    /** One more than can be passed flat: longer lists of flat types are cut here. */
    private static final int FLAT_CAP = 17;

    private Layout() {}

    static int align(int offset, int alignment) {
        return (offset + alignment - 1) & -alignment;
    }

    /** Bytes of the discriminant of a variant with that many cases. */
    static int discriminantSize(int cases) {
        return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
    }

    static int flagsSize(int labels) {
        return labels <= 8 ? 1 : labels <= 16 ? 2 : 4;
    }

    /** The flat types of a sequence of values. */
    static List<CoreValueType> concat(Codec[] parts) {
        List<CoreValueType> all = new ArrayList<>();
        for (Codec part : parts) {
            for (CoreValueType t : part.flat) {
                if (all.size() == FLAT_CAP) {
                    return List.copyOf(all);
                }
                all.add(t);
            }
        }
        return List.copyOf(all);
    }

    /** The flat types of a variant: the discriminant, then the positionwise join of its cases. */
    static List<CoreValueType> join(Iterable<Codec> payloads) {
        List<CoreValueType> all = new ArrayList<>();
        all.add(CoreValueType.I32);
        for (Codec payload : payloads) {
            for (int i = 0; i < payload.flat.size() && i + 1 < FLAT_CAP; i++) {
                CoreValueType t = payload.flat.get(i);
                if (i + 1 == all.size()) {
                    all.add(t);
                } else {
                    all.set(i + 1, join(all.get(i + 1), t));
                }
            }
        }
        return List.copyOf(all);
    }

    private static CoreValueType join(CoreValueType a, CoreValueType b) {
        if (a == b) {
            return a;
        }
        return is32(a) && is32(b) ? CoreValueType.I32 : CoreValueType.I64;
    }

    private static boolean is32(CoreValueType t) {
        return t == CoreValueType.I32 || t == CoreValueType.F32;
    }
}
