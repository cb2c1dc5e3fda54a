package org.latticehost.component.internal.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.ReaderLimits;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitType;

/**
 * Makes value types for one component tree: interns their shapes and enforces the bounds on depth, weight and size. Also
 * counts the work done on types, so that hostile graphs end in an error.
 */
public final class TypeTable {
    private final Map<Object, Shape> shapes = new HashMap<>();
    private final Map<WitKind, ValType> primitives = new HashMap<>();
    private long work;

    /** The structure of a type: interned parts make comparing it cheap. */
    private record Key(
            WitKind kind,
            List<String> labels,
            List<@Nullable Shape> parts,
            @Nullable ResourceType resource) {}

    /**
     * Counts a step of comparing or rewriting types.
     *
     * @throws TypeException when there were too many
     */
    public void work(long steps) {
        work += steps;
        if (work > ReaderLimits.TYPE_WORK) {
            throw new TypeException("checking the types takes more than " + ReaderLimits.TYPE_WORK + " steps");
        }
    }

    /** A primitive used in place; those have no definition of their own. */
    public ValType primitive(WitType type) {
        return primitives.computeIfAbsent(type.kind(), k -> definePrimitive(type));
    }

    /** A definition of a primitive. */
    public ValType definePrimitive(WitType type) {
        Shape shape =
                shapes.computeIfAbsent(new Key(type.kind(), List.of(), List.of(), null), k -> primitiveShape(type));
        return new ValType(shape, List.of(), null);
    }

    private static Shape primitiveShape(WitType type) {
        return switch (type.kind()) {
            case S64, U64 -> leaf(type, CoreValueType.I64, 8);
            case F32 -> leaf(type, CoreValueType.F32, 4);
            case F64 -> leaf(type, CoreValueType.F64, 8);
            case BOOL, S8, U8 -> leaf(type, CoreValueType.I32, 1);
            case S16, U16 -> leaf(type, CoreValueType.I32, 2);
            case STRING ->
                new Shape(type, 1, 1, List.of(CoreValueType.I32, CoreValueType.I32), 8, 4, true, false, false);
            default -> leaf(type, CoreValueType.I32, 4);
        };
    }

    private static Shape leaf(WitType type, CoreValueType core, int size) {
        return new Shape(type, 1, 1, List.of(core), size, size, false, false, false);
    }

    public ValType list(ValType element) {
        return define(WitKind.LIST, List.of(), Arrays.asList(element));
    }

    public ValType option(ValType some) {
        return define(WitKind.OPTION, List.of(), Arrays.asList(some));
    }

    public ValType result(@Nullable ValType ok, @Nullable ValType err) {
        return define(WitKind.RESULT, List.of(), Arrays.asList(ok, err));
    }

    public ValType tuple(List<ValType> items) {
        return define(WitKind.TUPLE, List.of(), new ArrayList<>(items));
    }

    public ValType record(List<String> labels, List<ValType> fields) {
        return define(WitKind.RECORD, labels, new ArrayList<>(fields));
    }

    public ValType variant(List<String> labels, List<@Nullable ValType> cases) {
        return define(WitKind.VARIANT, labels, cases);
    }

    public ValType enumeration(List<String> labels) {
        return define(WitKind.ENUM, labels, List.of());
    }

    public ValType flags(List<String> labels) {
        return define(WitKind.FLAGS, labels, List.of());
    }

    public ValType handle(boolean own, ResourceRef resource) {
        WitKind kind = own ? WitKind.OWN : WitKind.BORROW;
        Key key = new Key(kind, List.of(), List.of(), resource.resource());
        Shape shape = shapes.computeIfAbsent(
                key,
                k -> new Shape(
                        own ? new WitType.Own(resource.resource()) : new WitType.Borrow(resource.resource()),
                        1,
                        1,
                        List.of(CoreValueType.I32),
                        4,
                        4,
                        false,
                        !own,
                        true));
        return new ValType(shape, List.of(), resource);
    }

    /** The same type made from other parts. */
    ValType rebuild(ValType type, List<@Nullable ValType> parts) {
        return define(type.kind(), labels(type.wit()), parts);
    }

    /** The labels of a record or variant; empty for others. */
    static List<String> labels(WitType type) {
        if (type instanceof WitType.RecordOf record) {
            return record.fields().stream().map(WitType.Field::name).toList();
        }
        if (type instanceof WitType.VariantOf variant) {
            return variant.cases().stream().map(WitType.Case::name).toList();
        }
        return List.of();
    }

    private ValType define(WitKind kind, List<String> labels, List<@Nullable ValType> parts) {
        List<@Nullable Shape> shapesOfParts = new ArrayList<>(parts.size());
        for (ValType part : parts) {
            shapesOfParts.add(part == null ? null : part.shape());
        }
        Key key = new Key(kind, List.copyOf(labels), Collections.unmodifiableList(shapesOfParts), null);
        Shape shape = shapes.get(key);
        if (shape == null) {
            shape = ShapeBuilder.build(kind, key.labels(), shapesOfParts, wit(kind, key.labels(), shapesOfParts));
            shapes.put(key, shape);
        }
        return new ValType(shape, parts, null);
    }

    private static WitType wit(WitKind kind, List<String> labels, List<@Nullable Shape> parts) {
        return switch (kind) {
            case LIST -> new WitType.ListOf(need(parts, 0));
            case OPTION -> new WitType.OptionOf(need(parts, 0));
            case RESULT -> new WitType.ResultOf(maybe(parts, 0), maybe(parts, 1));
            case ENUM -> new WitType.EnumOf(labels);
            case FLAGS -> new WitType.FlagsOf(labels);
            case RECORD -> {
                List<WitType.Field> fields = new ArrayList<>();
                for (int i = 0; i < labels.size(); i++) {
                    fields.add(new WitType.Field(labels.get(i), need(parts, i)));
                }
                yield new WitType.RecordOf(fields);
            }
            case VARIANT -> {
                List<WitType.Case> cases = new ArrayList<>();
                for (int i = 0; i < labels.size(); i++) {
                    cases.add(new WitType.Case(labels.get(i), maybe(parts, i)));
                }
                yield new WitType.VariantOf(cases);
            }
            case TUPLE -> {
                List<WitType> items = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    items.add(need(parts, i));
                }
                yield new WitType.TupleOf(items);
            }
            default -> throw new IllegalArgumentException(kind + " has no parts");
        };
    }

    private static WitType need(List<@Nullable Shape> parts, int index) {
        return maybe(parts, index).orElseThrow();
    }

    private static Optional<WitType> maybe(List<@Nullable Shape> parts, int index) {
        return Optional.ofNullable(parts.get(index)).map(Shape::wit);
    }
}
