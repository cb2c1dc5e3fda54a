package org.latticehost.wrpc.internal.codec;

import java.util.Arrays;

/** Bytes of announced number that come in pieces. Grows with what has come, not with what was announced. */
final class PartialBytes {
    private final int count;
    private byte[] bytes = new byte[0];
    private int filled;

    PartialBytes(int count) {
        this.count = count;
    }

    /** Takes what there is; true once complete. */
    boolean fill(Decoder in) {
        int more = Math.min(count - filled, in.available());
        if (filled + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(count, Math.max(filled + more, 2 * bytes.length)));
        }
        filled += in.copyTo(bytes, filled, more);
        return filled == count;
    }

    /** All of them, once complete. */
    byte[] bytes() {
        return bytes;
    }
}
