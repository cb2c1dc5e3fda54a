package org.latticehost.host.bind;

import java.math.BigInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitKind;

/** Numbers, {@code bool} and {@code char}: the bits as they are, or unsigned numbers in a wider type. */
final class NumberConverter implements Converter {
    private final UnaryOperator<Object> toJava;
    private final UnaryOperator<Object> toWit;

    private NumberConverter(UnaryOperator<Object> toJava, UnaryOperator<Object> toWit) {
        this.toJava = toJava;
        this.toWit = toWit;
    }

    /** What stands for the type in its own width. */
    static Class<?> sameWidth(WitKind kind) {
        return switch (kind) {
            case BOOL -> Boolean.class;
            case S8, U8 -> Byte.class;
            case S16, U16 -> Short.class;
            case S32, U32, CHAR -> Integer.class;
            case S64, U64 -> Long.class;
            case F32 -> Float.class;
            case F64 -> Double.class;
            default -> throw new IllegalArgumentException(kind + " is no number");
        };
    }

    /** Names of the Java types that may stand for it, for messages. */
    static String choices(WitKind kind) {
        String own = sameWidth(kind).getSimpleName();
        return switch (kind) {
            case U8, U16 -> "Integer or " + own;
            case U32 -> "Long or " + own;
            case U64 -> "BigInteger or " + own;
            default -> own;
        };
    }

    /** The converter, null if the class (a boxed one) cannot stand for the type. */
    static @Nullable Converter of(WitKind kind, Class<?> java) {
        if (java == sameWidth(kind)) {
            return SAME;
        }
        if (kind == WitKind.U8 && java == Integer.class) {
            return make(Integer.class, v -> (Byte) v & 0xff, v -> (byte) inRange(v, 0xff));
        }
        if (kind == WitKind.U16 && java == Integer.class) {
            return make(Integer.class, v -> (Short) v & 0xffff, v -> (short) inRange(v, 0xffff));
        }
        if (kind == WitKind.U32 && java == Long.class) {
            return make(Long.class, v -> (Integer) v & 0xffff_ffffL, v -> (int) inRange(v, 0xffff_ffffL));
        }
        if (kind == WitKind.U64 && java == BigInteger.class) {
            return make(BigInteger.class, v -> new BigInteger(Long.toUnsignedString((Long) v)), NumberConverter::u64);
        }
        return null;
    }

    private static <T> Converter make(Class<T> java, UnaryOperator<Object> toJava, Function<T, Object> toWit) {
        return new NumberConverter(toJava, value -> toWit.apply(java.cast(value)));
    }

    private static long inRange(Number value, long max) {
        long v = value.longValue();
        if (v < 0 || v > max) {
            throw new IllegalArgumentException(v + " is not in 0 to " + max);
        }
        return v;
    }

    private static Object u64(BigInteger v) {
        if (v.signum() < 0 || v.bitLength() > 64) {
            throw new IllegalArgumentException(v + " is not in 0 to 2^64 - 1");
        }
        return v.longValue();
    }

    @Override
    public Object toJava(Object wit, @Nullable Caller caller) {
        return toJava.apply(wit);
    }

    @Override
    public Object toWit(Object java) {
        return toWit.apply(java);
    }
}
