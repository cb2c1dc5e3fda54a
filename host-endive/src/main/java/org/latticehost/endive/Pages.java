package org.latticehost.endive;

import java.util.Arrays;

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

    private static final byte[] ZEROS = new byte[SIZE];

    static Pages of(byte[] image, int length) {
        return new Pages(Arrays.copyOf(image, length), new int[count(length)]);
    }

    static int count(int length) {
        return (int) (((long) length + SIZE - 1) >>> SHIFT);
    }

    /** Where that piece ends in an array of that length. */
    static int end(int piece, int length) {
        return (int) Math.min(length, ((long) piece + 1) << SHIFT);
    }

    static boolean isZero(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, ZEROS, 0, to - from);
    }

    static void mark(int[] dirty, int from, int length) {
        Arrays.fill(dirty, from >>> SHIFT, ((from + length - 1) >>> SHIFT) + 1, 1);
    }

    /** Puts everything that was marked back to what it is in the content, and clears the marks. */
    void reset(PagedContent content) {
        for (int i = 0; i < dirty.length; i++) {
            if (dirty[i] != 0) {
                put(content, i);
                dirty[i] = 0;
            }
        }
    }

    private void put(PagedContent content, int piece) {
        int to = end(piece, bytes.length);
        content.copyTo(bytes, piece << SHIFT, to);
        if (to < bytes.length) {
            content.copyTo(bytes, to, to + OVERHANG);
        }
    }

    void clean() {
        Arrays.fill(dirty, 0);
    }

    /** Marks the pieces where a content differs from its image. */
    void markDifferences(PagedContent content) {
        for (int i = 0; i < dirty.length; i++) {
            if (content.differsAt(i)) {
                dirty[i] = 1;
            }
        }
    }

    /**
     * Copies into a larger array, which holds the image, where this one may differ from it.
     *
     * @param content what this array was before the writes that are marked
     */
    void copyChanges(PagedContent content, Pages larger) {
        for (int i = 0; i < dirty.length; i++) {
            if (dirty[i] != 0 || (i > 0 && dirty[i - 1] != 0) || content.differsAt(i)) {
                int from = i << SHIFT;
                System.arraycopy(bytes, from, larger.bytes, from, end(i, bytes.length) - from);
            }
        }
        System.arraycopy(dirty, 0, larger.dirty, 0, dirty.length);
    }
}
