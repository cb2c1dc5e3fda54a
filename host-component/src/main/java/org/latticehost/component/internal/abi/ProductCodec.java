package org.latticehost.component.internal.abi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;

/** Parts one after the other: records and tuples. */
abstract class ProductCodec extends Codec {
    private final Codec[] parts;
    private final int[] offsets;
    private final int[] flatOffsets;

    private ProductCodec(Shape shape) {
        super(shape.size, shape.alignment, Layout.concat(shape.parts), shape.plain, shape.resources);
        parts = shape.parts;
        offsets = shape.offsets;
        flatOffsets = shape.flatOffsets;
    }

    static ProductCodec record(WitType.RecordOf type, Codec[] fields) {
        return new OfRecord(type, new Shape(fields));
    }

    static ProductCodec tuple(Codec[] items) {
        return new OfTuple(new Shape(items));
    }

    abstract Object make(Object[] values);

    abstract Object part(Object value, int index);

    final Object[] loadParts(CallContext cx, int pointer) {
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = parts[i].load(cx, pointer + offsets[i]);
        }
        return values;
    }

    @Override
    final Object load(CallContext cx, int pointer) {
        return make(loadParts(cx, pointer));
    }

    @Override
    final void store(CallContext cx, Object value, int pointer) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].store(cx, part(value, i), pointer + offsets[i]);
        }
    }

    final Object[] liftParts(CallContext cx, long[] flat, int at) {
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = parts[i].lift(cx, flat, at + flatOffsets[i]);
        }
        return values;
    }

    @Override
    final Object lift(CallContext cx, long[] flat, int at) {
        return make(liftParts(cx, flat, at));
    }

    @Override
    final void lower(CallContext cx, Object value, long[] flat, int at) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].lower(cx, part(value, i), flat, at + flatOffsets[i]);
        }
    }

    final void lowerParts(CallContext cx, Object[] values, long[] flat) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].lower(cx, values[i], flat, flatOffsets[i]);
        }
    }

    final void storeParts(CallContext cx, Object[] values, int pointer) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].store(cx, values[i], pointer + offsets[i]);
        }
    }

    final Codec partCodec(int index) {
        return parts[index];
    }

    final boolean acceptsParts(CallContext cx, Object value) {
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].accepts(cx, part(value, i))) {
                return false;
            }
        }
        return true;
    }

    final int count() {
        return parts.length;
    }

    @Override
    final void copy(CallContext from, int source, CallContext to, int target) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].copy(from, source + offsets[i], to, target + offsets[i]);
        }
    }

    @Override
    final void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].copyFlat(from, in, at + flatOffsets[i], to, out, outAt + flatOffsets[i]);
        }
    }

    /** Where the parts lie. */
    private static final class Shape {
        final Codec[] parts;
        final int[] offsets;
        final int[] flatOffsets;
        final int size;
        final int alignment;
        final boolean plain;
        final boolean resources;

        Shape(Codec[] parts) {
            this.parts = parts;
            offsets = new int[parts.length];
            flatOffsets = new int[parts.length];
            int end = 0;
            int sum = 0;
            int flatCount = 0;
            int widest = 1;
            boolean allPlain = true;
            boolean anyResource = false;
            for (int i = 0; i < parts.length; i++) {
                Codec part = parts[i];
                offsets[i] = Layout.align(end, part.alignment);
                flatOffsets[i] = flatCount;
                end = offsets[i] + part.size;
                sum += part.size;
                flatCount += part.flat.size();
                widest = Math.max(widest, part.alignment);
                allPlain &= part.plain;
                anyResource |= part.resources;
            }
            alignment = widest;
            size = Layout.align(end, widest);
            // Padding is not part of the value and must not be overwritten.
            plain = allPlain && sum == size;
            resources = anyResource;
        }
    }

    private static final class OfRecord extends ProductCodec {
        private final WitType.RecordOf type;

        OfRecord(WitType.RecordOf type, Shape shape) {
            super(shape);
            this.type = type;
        }

        @Override
        Object make(Object[] values) {
            return WitRecord.of(type, values);
        }

        @Override
        Object part(Object value, int index) {
            return ((WitRecord) value).get(index);
        }

        @Override
        boolean accepts(CallContext cx, @Nullable Object value) {
            return value instanceof WitRecord record
                    && record.type().fields().size() == count()
                    && acceptsParts(cx, value);
        }
    }

    private static final class OfTuple extends ProductCodec {
        OfTuple(Shape shape) {
            super(shape);
        }

        @Override
        Object make(Object[] values) {
            return List.of(values);
        }

        @Override
        Object part(Object value, int index) {
            return ((List<?>) value).get(index);
        }

        @Override
        boolean accepts(CallContext cx, @Nullable Object value) {
            return value instanceof List<?> items && items.size() == count() && acceptsParts(cx, value);
        }
    }
}
