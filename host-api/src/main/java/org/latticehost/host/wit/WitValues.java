package org.latticehost.host.wit;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Java classes that stand for WIT values, and checks of them.
 *
 * <table>
 * <caption>Which class stands for which type</caption>
 * <tr><th>WIT</th><th>Java</th></tr>
 * <tr><td>bool</td><td>{@link Boolean}</td></tr>
 * <tr><td>s8 u8 / s16 u16 / s32 u32 / s64 u64</td><td>{@link Byte} / {@link Short} / {@link Integer} / {@link Long}:
 * the bits; unsigned values above the signed range are negative, see {@link Integer#toUnsignedLong}</td></tr>
 * <tr><td>f32, f64</td><td>{@link Float}, {@link Double}</td></tr>
 * <tr><td>char</td><td>{@link Integer}, a Unicode scalar value</td></tr>
 * <tr><td>string</td><td>{@link String} without lone surrogates</td></tr>
 * <tr><td>list of bool, 8-, 16-, 32-, 64-bit integers, f32, f64</td><td>{@code boolean[]}, {@code byte[]},
 * {@code short[]}, {@code int[]}, {@code long[]}, {@code float[]}, {@code double[]}</td></tr>
 * <tr><td>list of anything else</td><td>{@link List}</td></tr>
 * <tr><td>record</td><td>{@link WitRecord}</td></tr>
 * <tr><td>tuple</td><td>{@link List} of its items</td></tr>
 * <tr><td>variant, enum, flags, result</td><td>{@link WitVariant}, {@link WitEnum}, {@link WitFlags},
 * {@link WitResult}</td></tr>
 * <tr><td>option</td><td>{@link Optional}</td></tr>
 * <tr><td>own, borrow</td><td>for a resource that Java implements the object itself; for a resource of a guest a
 * {@link ResourceHandle}</td></tr>
 * <tr><td>own, borrow received over wRPC</td><td>{@code byte[]}, opaque</td></tr>
 * <tr><td>stream of u8</td><td>{@code BytePipe}</td></tr>
 * <tr><td>stream of anything else</td><td>{@link ValueStream}; without element type, of empty lists</td></tr>
 * <tr><td>future</td><td>{@link java.util.concurrent.CompletionStage}</td></tr>
 * <tr><td>no value</td><td>{@code null}</td></tr>
 * </table>
 */
public final class WitValues {
    private WitValues() {}

    /**
     * Checks that a value is of a type, deeply.
     *
     * @throws IllegalArgumentException if not; the message names the place ({@code field.of.record[3]}), the type and
     *     the class found
     */
    public static void check(WitType type, @Nullable Object value) {
        ValueCheck.check(type, value, "value");
    }

    /** Whether two values are equal, arrays by content wherever they stand. */
    public static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return equalItems(x, y);
        }
        if (a instanceof Optional<?> x && b instanceof Optional<?> y) {
            return equal(x.orElse(null), y.orElse(null));
        }
        return Objects.deepEquals(a, b);
    }

    private static boolean equalItems(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<?> other = b.iterator();
        for (Object item : a) {
            if (!equal(item, other.next())) {
                return false;
            }
        }
        return true;
    }

    /** A hash code that agrees with {@link #equal}. */
    static int hash(@Nullable Object value) {
        if (value instanceof List<?> items) {
            int hash = 1;
            for (Object item : items) {
                hash = 31 * hash + hash(item);
            }
            return hash;
        }
        return value instanceof Optional<?> option
                ? hash(option.orElse(null))
                : Arrays.deepHashCode(new Object[] {value});
    }

    /** A readable form of a value, for logs and messages. */
    public static String text(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof String s) {
            return '"' + s + '"';
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (value.getClass().isArray()) {
            String wrapped = Arrays.deepToString(new Object[] {value});
            return wrapped.substring(1, wrapped.length() - 1);
        }
        if (value instanceof Optional<?> o) {
            return o.map(v -> "some(" + text(v) + ")").orElse("none");
        }
        if (value instanceof List<?> items) {
            StringBuilder text = new StringBuilder("[");
            for (int i = 0; i < items.size(); i++) {
                text.append(i == 0 ? "" : ", ").append(text(items.get(i)));
            }
            return text.append(']').toString();
        }
        return value.toString();
    }
}
