package org.latticehost.wrpc.internal.codec;

import java.util.Arrays;

/** Where a value lies below the parameters or results: positions from the outside in. Grows and shrinks. */
public final class IndexPath {
    private static final int[] EMPTY = {};

    private int[] indexes = EMPTY;
    private int length;

    public IndexPath() {}

    private IndexPath(int[] indexes) {
        this.indexes = indexes;
        this.length = indexes.length;
    }

    public static IndexPath of(int... indexes) {
        return new IndexPath(indexes.clone());
    }

    void set(IndexPath other) {
        indexes = other.indexes.clone();
        length = other.length;
    }

    void push(int index) {
        if (length == indexes.length) {
            indexes = Arrays.copyOf(indexes, length + 4);
        }
        indexes[length++] = index;
    }

    void pop() {
        length--;
    }

    IndexPath copy() {
        return new IndexPath(Arrays.copyOf(indexes, length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IndexPath that && Arrays.equals(indexes, 0, length, that.indexes, 0, that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + indexes[i];
        }
        return hash;
    }

    /** As in subjects: {@code 0.1}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(4 * length);
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : ".").append(Integer.toUnsignedString(indexes[i]));
        }
        return text.toString();
    }
}
