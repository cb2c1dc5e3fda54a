package org.latticehost.host.wit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A value of a flags type. Compared by its bits. Immutable.
 */
public final class WitFlags {
    private static final int[] NONE = {};

    private final WitType.FlagsOf type;
    private final int bits;
    /** Flags 32 and up, 32 to an element; components have none of them, values that only travel over wRPC may. */
    private final int[] more;

    private WitFlags(WitType.FlagsOf type, int bits, int[] more) {
        this.type = type;
        this.bits = bits;
        this.more = more;
    }

    /** Bit {@code i} stands for label {@code i}; bits above the last label are dropped. */
    public static WitFlags of(WitType.FlagsOf type, int bits) {
        int n = type.labels().size();
        return n <= 32 ? new WitFlags(type, bits & mask(n), NONE) : new WitFlags(type, bits, new int[(n - 1) / 32]);
    }

    /**
     * Flags of a type of any size: bit {@code i} of {@code words[w]} stands for label {@code 32 * w + i}; missing words
     * are 0, bits above the last label are dropped.
     */
    public static WitFlags of(WitType.FlagsOf type, int[] words) {
        int n = type.labels().size();
        int[] all = Arrays.copyOf(words, Math.max(1, (n + 31) / 32));
        all[all.length - 1] &= mask(n - 32 * (all.length - 1));
        return new WitFlags(type, all[0], all.length == 1 ? NONE : Arrays.copyOfRange(all, 1, all.length));
    }

    /**
     * Flags by name.
     *
     * @throws IllegalArgumentException if a label is not one of the type's
     */
    public static WitFlags of(WitType.FlagsOf type, List<String> labels) {
        int[] words = new int[Math.max(1, (type.labels().size() + 31) / 32)];
        for (String label : labels) {
            int i = type.labels().indexOf(label);
            if (i < 0) {
                throw new IllegalArgumentException("no flag '" + label + "' in " + type.labels());
            }
            words[i / 32] |= 1 << i % 32;
        }
        return of(type, words);
    }

    private static int mask(int n) {
        return n >= 32 ? -1 : (1 << n) - 1;
    }

    /** The first 32 flags. */
    public int bits() {
        return bits;
    }

    /** Flags {@code 32 * index} and up; 0 beyond the last. */
    public int word(int index) {
        return index == 0 ? bits : index <= more.length ? more[index - 1] : 0;
    }

    /** Whether the flag of that name is set; false for a name the type lacks. */
    public boolean has(String label) {
        int i = type.labels().indexOf(label);
        return i >= 0 && set(i);
    }

    /** The labels of the flags that are set, in order. */
    public List<String> labels() {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < type.labels().size(); i++) {
            if (set(i)) {
                set.add(type.labels().get(i));
            }
        }
        return List.copyOf(set);
    }

    private boolean set(int i) {
        return (word(i / 32) >>> i % 32 & 1) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WitFlags that && bits == that.bits && Arrays.equals(more, that.more);
    }

    @Override
    public int hashCode() {
        return more.length == 0 ? bits : 31 * bits + Arrays.hashCode(more);
    }

    @Override
    public String toString() {
        return labels().toString();
    }
}
