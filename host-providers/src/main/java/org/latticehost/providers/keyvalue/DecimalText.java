package org.latticehost.providers.keyvalue;

import java.nio.charset.StandardCharsets;
import org.latticehost.providers.keyvalue.KeyValueException.Kind;

/** Counters as backends keep them: unsigned 64-bit numbers as decimal text. */
public final class DecimalText {
    private static final int LONGEST = 20;

    private DecimalText() {}

    /**
     * The number that a value says.
     *
     * @throws KeyValueException if it is none
     */
    public static long parse(byte[] value) {
        // Checked first, so that a large value is not turned into text; a sign is not accepted.
        if (value.length >= 1 && value.length <= LONGEST && value[0] != '+') {
            try {
                return Long.parseUnsignedLong(new String(value, StandardCharsets.ISO_8859_1));
            } catch (NumberFormatException e) {
                // told below
            }
        }
        throw new KeyValueException(Kind.OTHER, "cannot increment a value that is not a whole number");
    }

    /** A number as a value. */
    public static byte[] of(long unsigned) {
        return Long.toUnsignedString(unsigned).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * A sum.
     *
     * @throws KeyValueException if it has more than 64 bits
     */
    public static long add(long a, long b) {
        long sum = a + b;
        if (Long.compareUnsigned(sum, a) < 0) {
            throw new KeyValueException(Kind.OTHER, "the sum does not fit into 64 bits");
        }
        return sum;
    }
}
