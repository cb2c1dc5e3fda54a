package org.latticehost.component.internal.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.ReaderLimits;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitType;

/** Computes what validation asks about a type from its parts. Source: Canonical ABI, "Alignment" and "Element Size". */
final class ShapeBuilder {
    private ShapeBuilder() {}

    static Shape build(WitKind kind, List<String> labels, List<@Nullable Shape> parts, WitType wit) {
        int depth = 1;
        long weight = 1;
        boolean pointers = kind == WitKind.LIST;
        boolean borrows = false;
        boolean resources = false;
        for (Shape part : parts) {
            if (part != null) {
                depth = Math.max(depth, part.depth() + 1);
                weight += part.weight();
                pointers |= part.pointers();
                borrows |= part.borrows();
                resources |= part.resources();
            }
        }
        if (depth > ReaderLimits.TYPE_DEPTH) {
            throw new TypeException("type nesting is too deep: more than " + ReaderLimits.TYPE_DEPTH);
        }
        if (weight > ReaderLimits.TYPE_WEIGHT) {
            throw new TypeException("effective type size exceeds the limit of " + ReaderLimits.TYPE_WEIGHT);
        }
        Layout layout = layout(kind, labels, parts);
        if (layout.size >= ReaderLimits.VALUE_BYTES) {
            throw new TypeException("a value of " + layout.size + " bytes, the limit is " + ReaderLimits.VALUE_BYTES);
        }
        return new Shape(wit, depth, weight, layout.flat, layout.size, layout.align, pointers, borrows, resources);
    }

    private record Layout(List<CoreValueType> flat, long size, int align) {}

    private static Layout layout(WitKind kind, List<String> labels, List<@Nullable Shape> parts) {
        return switch (kind) {
            case LIST -> new Layout(List.of(CoreValueType.I32, CoreValueType.I32), 8, 4);
            case RECORD, TUPLE -> product(parts);
            case ENUM -> {
                int bytes = discriminant(labels.size());
                yield new Layout(List.of(CoreValueType.I32), bytes, bytes);
            }
            case FLAGS -> {
                int bytes = labels.size() <= 8 ? 1 : labels.size() <= 16 ? 2 : 4;
                yield new Layout(List.of(CoreValueType.I32), bytes, bytes);
            }
            case OPTION -> sum(Arrays.asList(null, parts.get(0)));
            case RESULT, VARIANT -> sum(parts);
            default -> throw new IllegalArgumentException(kind + " has no parts");
        };
    }

    private static Layout product(List<@Nullable Shape> parts) {
        long size = 0;
        int align = 1;
        List<Shape> all = new ArrayList<>();
        for (Shape part : parts) {
            if (part != null) {
                size = roundUp(size, part.align()) + part.size();
                align = Math.max(align, part.align());
                all.add(part);
            }
        }
        return new Layout(Flattening.concat(all), roundUp(size, align), align);
    }

    private static Layout sum(List<@Nullable Shape> cases) {
        int tag = discriminant(cases.size());
        int payloadAlign = 1;
        long payload = 0;
        for (Shape part : cases) {
            if (part != null) {
                payloadAlign = Math.max(payloadAlign, part.align());
                payload = Math.max(payload, part.size());
            }
        }
        int align = Math.max(tag, payloadAlign);
        return new Layout(Flattening.variant(cases), roundUp(roundUp(tag, payloadAlign) + payload, align), align);
    }

    private static int discriminant(int cases) {
        return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
    }

    private static long roundUp(long size, int align) {
        return (size + align - 1) / align * align;
    }
}
