package org.latticehost.host.bind;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A Java class that holds the items of a list: read by position, and made from an array of its items. Immutable. */
final class Sequence {
    private final Class<?> type;
    private final Function<Object, Object> open;
    private final ToIntFunction<Object> size;
    private final Getter get;
    private final IntFunction<Object> make;
    private final Setter set;
    private final Function<Object, Object> close;

    private interface Getter {
        Object get(Object items, int index);
    }

    private interface Setter {
        void set(Object items, int index, Object item);
    }

    private Sequence(
            Class<?> type,
            Function<Object, Object> open,
            ToIntFunction<Object> size,
            Getter get,
            IntFunction<Object> make,
            Setter set,
            Function<Object, Object> close) {
        this.type = type;
        this.open = open;
        this.size = size;
        this.get = get;
        this.make = make;
        this.set = set;
        this.close = close;
    }

    private static Sequence array(
            Class<?> type, ToIntFunction<Object> size, Getter get, IntFunction<Object> make, Setter set) {
        return new Sequence(type, a -> a, size, get, make, set, a -> a);
    }

    /** Any collection; unmodifiable when made here. */
    static final Sequence LIST = new Sequence(
            Collection.class,
            c -> ((Collection<?>) c).toArray(),
            a -> ((Object[]) a).length,
            (a, i) -> ((Object[]) a)[i],
            Object[]::new,
            (a, i, v) -> ((Object[]) a)[i] = v,
            a -> Collections.unmodifiableList(Arrays.asList((Object[]) a)));

    /** Arrays of that component type. */
    static Sequence arrayOf(Class<?> item) {
        if (item == boolean.class) {
            return array(
                    boolean[].class,
                    a -> ((boolean[]) a).length,
                    (a, i) -> ((boolean[]) a)[i],
                    boolean[]::new,
                    (a, i, v) -> ((boolean[]) a)[i] = (boolean) v);
        }
        if (item == byte.class) {
            return array(
                    byte[].class,
                    a -> ((byte[]) a).length,
                    (a, i) -> ((byte[]) a)[i],
                    byte[]::new,
                    (a, i, v) -> ((byte[]) a)[i] = (byte) v);
        }
        if (item == short.class) {
            return array(
                    short[].class,
                    a -> ((short[]) a).length,
                    (a, i) -> ((short[]) a)[i],
                    short[]::new,
                    (a, i, v) -> ((short[]) a)[i] = (short) v);
        }
        if (item == int.class) {
            return array(
                    int[].class,
                    a -> ((int[]) a).length,
                    (a, i) -> ((int[]) a)[i],
                    int[]::new,
                    (a, i, v) -> ((int[]) a)[i] = (int) v);
        }
        if (item == long.class) {
            return array(
                    long[].class,
                    a -> ((long[]) a).length,
                    (a, i) -> ((long[]) a)[i],
                    long[]::new,
                    (a, i, v) -> ((long[]) a)[i] = (long) v);
        }
        if (item == float.class) {
            return array(
                    float[].class,
                    a -> ((float[]) a).length,
                    (a, i) -> ((float[]) a)[i],
                    float[]::new,
                    (a, i, v) -> ((float[]) a)[i] = (float) v);
        }
        if (item == double.class) {
            return array(
                    double[].class,
                    a -> ((double[]) a).length,
                    (a, i) -> ((double[]) a)[i],
                    double[]::new,
                    (a, i, v) -> ((double[]) a)[i] = (double) v);
        }
        return array(
                item.arrayType(),
                a -> ((Object[]) a).length,
                (a, i) -> ((Object[]) a)[i],
                n -> java.lang.reflect.Array.newInstance(item, n),
                (a, i, v) -> ((Object[]) a)[i] = v);
    }

    /** Converts the items of one sequence into another. */
    interface Items {
        Object convert(Object item);
    }

    static Object convert(Sequence from, Object source, Sequence to, Items items) {
        Object in = from.open.apply(source);
        int n = from.size.applyAsInt(in);
        Object out = to.make.apply(n);
        for (int i = 0; i < n; i++) {
            Object item = from.get.get(in, i);
            try {
                to.set.set(out, i, items.convert(item));
            } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
                throw new IllegalArgumentException("[" + i + "]: " + Failures.why(e), e);
            }
        }
        return to.close.apply(out);
    }

    boolean sameAs(Sequence other) {
        return type == other.type;
    }

    /** A list where WIT values have one. */
    record ListConverter(Sequence wit, Sequence java, Converter item) implements Converter {
        @Override
        public Object toJava(Object value, @Nullable Caller caller) {
            return convert(wit, value, java, each -> item.toJava(each, caller));
        }

        @Override
        public Object toWit(Object value) {
            return convert(java, value, wit, item::toWit);
        }
    }
}
