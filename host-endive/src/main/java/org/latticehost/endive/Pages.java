package org.latticehost.endive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The array of a memory with a mark for each piece of 4 KiB where a write began.
 *
 * @param bytes the content
 * @param dirty one number per piece, not 0 when something was written; numbers and not bytes because the JVM keeps them
 *     apart from the content then, which measured as a third of the price
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pages(byte[] bytes, int[] dirty) {
    static final int SHIFT = 12;
    private static final int SIZE = 1 << SHIFT;
    /** How far the widest write may stick out of the piece in which it begins. */
    private static final int OVERHANG = Long.BYTES - 1;

    static Pages of(byte[] image, int length) {
        return new Pages(Arrays.copyOf(image, length), new int[count(length)]);
    }

    static int count(int length) {
        return (int) (((long) length + SIZE - 1) >>> SHIFT);
    }

    static void mark(int[] dirty, int from, int length) {
        Arrays.fill(dirty, from >>> SHIFT, ((from + length - 1) >>> SHIFT) + 1, 1);
    }

    /** Puts everything that was marked back to what it is in the image; beyond the end of the image that is zero. */
    void reset(byte[] image) {
        for (int i = 0; i < dirty.length; i++) {
            if (dirty[i] != 0) {
                int from = i << SHIFT;
                copy(image, from, (int) Math.min(bytes.length, (long) from + SIZE + OVERHANG));
                dirty[i] = 0;
            }
        }
    }

    private void copy(byte[] image, int from, int to) {
        int known = Math.max(from, Math.min(to, image.length));
        if (known > from) {
            System.arraycopy(image, from, bytes, from, known - from);
        }
        Arrays.fill(bytes, known, to, (byte) 0);
    }

    void overwrite(byte[] content) {
        System.arraycopy(content, 0, bytes, 0, bytes.length);
        clean();
    }

    void clean() {
        Arrays.fill(dirty, 0);
    }

    /** Adds the marks of this array to others of it. */
    int[] mergeInto(int @Nullable [] others) {
        int[] merged = dirty.clone();
        if (others != null) {
            for (int i = 0; i < merged.length; i++) {
                merged[i] |= others[i];
            }
        }
        return merged;
    }

    int[] allMarked() {
        int[] all = new int[dirty.length];
        Arrays.fill(all, 1);
        return all;
    }

    void mark(int @Nullable [] others) {
        if (others != null) {
            for (int i = 0; i < dirty.length; i++) {
                dirty[i] |= others[i];
            }
        }
    }
}
