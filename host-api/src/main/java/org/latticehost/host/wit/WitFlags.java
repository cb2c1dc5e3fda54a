package org.latticehost.host.wit;

import java.util.ArrayList;
import java.util.List;

/**
 * A value of a flags type. Compared by its bits. Immutable.
 */
public final class WitFlags {
    private final WitType.FlagsOf type;
    private final int bits;

    private WitFlags(WitType.FlagsOf type, int bits) {
        this.type = type;
        this.bits = bits;
    }

    /** Bit {@code i} stands for label {@code i}; bits above the last label are dropped. */
    public static WitFlags of(WitType.FlagsOf type, int bits) {
        int n = type.labels().size();
        return new WitFlags(type, n >= 32 ? bits : bits & ((1 << n) - 1));
    }

    /**
     * Flags by name.
     *
     * @throws IllegalArgumentException if a label is not one of the type's
     */
    public static WitFlags of(WitType.FlagsOf type, List<String> labels) {
        int bits = 0;
        for (String label : labels) {
            int i = type.labels().indexOf(label);
            if (i < 0) {
                throw new IllegalArgumentException("no flag '" + label + "' in " + type.labels());
            }
            bits |= 1 << i;
        }
        return new WitFlags(type, bits);
    }

    public int bits() {
        return bits;
    }

    /** Whether the flag of that name is set; false for a name the type lacks. */
    public boolean has(String label) {
        int i = type.labels().indexOf(label);
        return i >= 0 && (bits >>> i & 1) != 0;
    }

    /** The labels of the flags that are set, in order. */
    public List<String> labels() {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < type.labels().size(); i++) {
            if ((bits >>> i & 1) != 0) {
                set.add(type.labels().get(i));
            }
        }
        return List.copyOf(set);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WitFlags that && bits == that.bits;
    }

    @Override
    public int hashCode() {
        return bits;
    }

    @Override
    public String toString() {
        return labels().toString();
    }
}
