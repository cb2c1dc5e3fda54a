package org.latticehost.host.bind;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;

/** WIT records and tuples as Java records. */
final class ProductConverter implements Converter {
    private final RecordShape shape;
    private final String[] names;
    private final int[] components;
    private final Converter[] converters;
    private final WitType.@Nullable RecordOf record;

    private ProductConverter(RecordShape shape, int size, WitType.@Nullable RecordOf record) {
        this.shape = shape;
        this.names = new String[size];
        this.components = new int[size];
        this.converters = new Converter[size];
        this.record = record;
    }

    static Converter record(Converters converters, WitType.RecordOf wit, Class<?> java, Place at) {
        RecordShape shape = RecordShape.of(java);
        int size = wit.fields().size();
        ProductConverter made = new ProductConverter(shape, size, wit);
        for (int i = 0; i < size; i++) {
            WitType.Field field = wit.fields().get(i);
            int component = shape.indexOf(field.name());
            if (component < 0) {
                throw at.mismatch(java, wit, shape + " has no component for field '" + field.name() + "'");
            }
            made.bind(converters, i, component, field.type(), at, field.name());
        }
        made.complete(wit, at);
        return made;
    }

    static Converter tuple(Converters converters, WitType.TupleOf wit, Class<?> java, Place at) {
        RecordShape shape = RecordShape.of(java);
        int size = wit.items().size();
        ProductConverter made = new ProductConverter(shape, size, null);
        for (int i = 0; i < Math.min(size, shape.components.size()); i++) {
            made.bind(converters, i, i, wit.items().get(i), at, String.valueOf(i));
        }
        made.complete(wit, at);
        return made;
    }

    private void bind(Converters all, int index, int component, WitType type, Place at, String witName) {
        names[index] = shape.components.get(component).getName();
        components[index] = component;
        converters[index] = all.of(
                type, shape.components.get(component).getGenericType(), at.at("." + names[index], "." + witName));
    }

    private void complete(WitType wit, Place at) {
        if (shape.components.size() != components.length) {
            List<String> extra = shape.components.stream()
                    .map(java.lang.reflect.RecordComponent::getName)
                    .filter(name -> !Arrays.asList(names).contains(name))
                    .toList();
            throw at.mismatch(
                    shape.type,
                    wit,
                    shape + " has " + shape.components.size() + " components where " + components.length
                            + " are wanted; without a counterpart: " + extra);
        }
    }

    @Override
    public Object toJava(Object wit, @Nullable Caller caller) {
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Object value = record == null ? ((List<?>) wit).get(i) : ((WitRecord) wit).get(i);
            values[components[i]] = converters[i].toJava(value, caller);
        }
        return shape.create(values);
    }

    @Override
    public Object toWit(Object java) {
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = converters[i].toWit(shape.get(java, components[i]));
            } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
                throw new IllegalArgumentException("." + names[i] + ": " + Failures.why(e), e);
            }
        }
        return record == null ? Collections.unmodifiableList(Arrays.asList(values)) : WitRecord.of(record, values);
    }

    /** A pair as a map entry. */
    static Converter entry(Converters converters, WitType.TupleOf wit, Type java, Place at) {
        if (wit.items().size() != 2) {
            throw at.mismatch(java, wit, "a Map.Entry is a tuple of two");
        }
        return new Entry(
                converters.of(wit.items().get(0), Access.argument(java, 0), at.at(".getKey()", ".0")),
                converters.of(wit.items().get(1), Access.argument(java, 1), at.at(".getValue()", ".1")));
    }

    private record Entry(Converter first, Converter second) implements Converter {
        @Override
        public Object toJava(Object wit, @Nullable Caller caller) {
            List<?> pair = (List<?>) wit;
            return Map.entry(first.toJava(pair.get(0), caller), second.toJava(pair.get(1), caller));
        }

        @Override
        public Object toWit(Object java) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) java;
            return List.of(first.toWit(entry.getKey()), second.toWit(entry.getValue()));
        }
    }
}
