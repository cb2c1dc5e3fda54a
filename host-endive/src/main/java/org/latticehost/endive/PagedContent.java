package org.latticehost.endive;

import java.util.Arrays;

/**
 * What a memory held at one moment, as the difference from the image its module starts with: whole pieces of 4 KiB.
 * Instances of one module differ in few pieces, so keeping a snapshot for each costs little. Immutable.
 */
final class PagedContent {
    private static final int[] NONE = new int[0];
    private static final byte[] EMPTY = new byte[0];

    private final byte[] image;
    private final int length;
    /** For each piece one more than its number in {@link #pieces}, or 0 where the image holds; may be shorter. */
    private final int[] places;

    private final byte[] pieces;

    private PagedContent(byte[] image, int length, int[] places, byte[] pieces) {
        this.image = image;
        this.length = length;
        this.places = places;
        this.pieces = pieces;
    }

    /** The image, and zeros up to that length. */
    static PagedContent start(byte[] image, int length) {
        return new PagedContent(image, length, NONE, EMPTY);
    }

    /**
     * What an array holds now.
     *
     * @param current its marks tell where it may differ from {@code before}
     * @param before the image is the same
     */
    static PagedContent of(Pages current, PagedContent before) {
        byte[] bytes = current.bytes();
        int[] dirty = current.dirty();
        int[] places = new int[dirty.length];
        int count = 0;
        for (int i = 0; i < dirty.length; i++) {
            boolean written = dirty[i] != 0 || (i > 0 && dirty[i - 1] != 0);
            if ((written || before.differsAt(i)) && !before.isImage(bytes, i)) {
                places[i] = ++count;
            }
        }
        byte[] pieces = new byte[count << Pages.SHIFT];
        for (int i = 0; i < places.length; i++) {
            if (places[i] != 0) {
                int from = i << Pages.SHIFT;
                System.arraycopy(
                        bytes, from, pieces, (places[i] - 1) << Pages.SHIFT, Pages.end(i, bytes.length) - from);
            }
        }
        return new PagedContent(before.image, bytes.length, count == 0 ? NONE : places, pieces);
    }

    private boolean isImage(byte[] bytes, int piece) {
        int from = piece << Pages.SHIFT;
        int to = Pages.end(piece, bytes.length);
        int known = Math.max(from, Math.min(to, image.length));
        return Arrays.equals(bytes, from, known, image, Math.min(from, image.length), Math.min(known, image.length))
                && Pages.isZero(bytes, known, to);
    }

    /** The size of the memory in bytes. */
    int length() {
        return length;
    }

    /** Bytes held beyond those of the image. */
    long byteSize() {
        return pieces.length + 4L * places.length;
    }

    /** Whether that piece may differ from the image. */
    boolean differsAt(int piece) {
        return piece < places.length && places[piece] != 0;
    }

    /** Puts a range within one piece into an array, at the same place; what lies beyond the content is zero. */
    void copyTo(byte[] target, int from, int to) {
        int piece = from >>> Pages.SHIFT;
        if (differsAt(piece)) {
            int inside = from - (piece << Pages.SHIFT);
            System.arraycopy(pieces, ((places[piece] - 1) << Pages.SHIFT) + inside, target, from, to - from);
            return;
        }
        int known = Math.max(from, Math.min(to, image.length));
        if (known > from) {
            System.arraycopy(image, from, target, from, known - from);
        }
        if (to > known) {
            Arrays.fill(target, known, to, (byte) 0);
        }
    }

    /** Puts all pieces that differ from the image into an array that holds the image. */
    void copyTo(byte[] target) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] != 0) {
                copyTo(target, i << Pages.SHIFT, Pages.end(i, target.length));
            }
        }
    }
}
