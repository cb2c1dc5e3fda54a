package org.latticehost.component.internal.abi;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitType;

/**
 * Makes codecs from types, one per type object. Types without resources have codecs that all component instances share;
 * the others are made per instance, since each instance has resource types of its own. Confined to one thread.
 */
public final class CodecCompiler {
    private static final Codec BOOL = new BoolCodec();
    private static final Codec S8 = new ByteCodec(true);
    private static final Codec U8 = new ByteCodec(false);
    private static final Codec S16 = new ShortCodec(true);
    private static final Codec U16 = new ShortCodec(false);
    private static final Codec INT = new IntCodec();
    private static final Codec LONG = new LongCodec();
    private static final Codec F32 = new FloatCodec();
    private static final Codec F64 = new DoubleCodec();
    private static final Codec CHAR = new CharCodec();
    private static final Codec STRING = new StringCodec();

    private final Map<WitType, Codec> shared;
    private final Map<WitType, Codec> own = new IdentityHashMap<>();
    private final ToIntFunction<ResourceType> resources;

    private CodecCompiler(Map<WitType, Codec> shared, ToIntFunction<ResourceType> resources) {
        this.shared = shared;
        this.resources = resources;
    }

    /** A compiler for types without resources. */
    public static CodecCompiler create() {
        return new CodecCompiler(new IdentityHashMap<>(), r -> {
            throw new IllegalArgumentException(r + " in a type that should have none");
        });
    }

    /**
     * A compiler for the types of one component instance, which shares what can be shared with this one.
     *
     * @param numbers the number of each resource type in the component graph
     */
    public CodecCompiler forInstance(ToIntFunction<ResourceType> numbers) {
        return new CodecCompiler(shared, numbers);
    }

    /** The codec of a function's parameters and result. */
    public FunctionCodec function(FunctionType type) {
        Codec[] params = type.params().stream().map(p -> codec(p.type())).toArray(Codec[]::new);
        return new FunctionCodec(type, params, type.result().map(this::codec).orElse(null));
    }

    Codec codec(WitType type) {
        Codec known = shared.get(type);
        if (known == null) {
            known = own.get(type);
        }
        if (known == null) {
            known = make(type);
            (known.resources ? own : shared).put(type, known);
        }
        return known;
    }

    private Codec make(WitType type) {
        return switch (type.kind()) {
            case BOOL -> BOOL;
            case S8 -> S8;
            case U8 -> U8;
            case S16 -> S16;
            case U16 -> U16;
            case S32, U32 -> INT;
            case S64, U64 -> LONG;
            case F32 -> F32;
            case F64 -> F64;
            case CHAR -> CHAR;
            case STRING -> STRING;
            case LIST -> list(((WitType.ListOf) type).element());
            case RECORD -> {
                WitType.RecordOf record = (WitType.RecordOf) type;
                List<WitType> fields =
                        record.fields().stream().map(WitType.Field::type).toList();
                yield ProductCodec.record(record, all(fields));
            }
            case TUPLE -> ProductCodec.tuple(all(((WitType.TupleOf) type).items()));
            case VARIANT -> {
                WitType.VariantOf variant = (WitType.VariantOf) type;
                @Nullable Codec[] payloads = new Codec[variant.cases().size()];
                for (int i = 0; i < payloads.length; i++) {
                    payloads[i] = optional(variant.cases().get(i).payload());
                }
                yield SumCodec.variant(variant, payloads);
            }
            case ENUM -> new EnumCodec((WitType.EnumOf) type);
            case OPTION -> SumCodec.option(codec(((WitType.OptionOf) type).some()));
            case RESULT -> {
                WitType.ResultOf result = (WitType.ResultOf) type;
                yield SumCodec.result(optional(result.ok()), optional(result.err()));
            }
            case FLAGS -> new FlagsCodec((WitType.FlagsOf) type);
            case OWN -> new OwnCodec(resources.applyAsInt(((WitType.Own) type).resource()));
            case BORROW -> new BorrowCodec(resources.applyAsInt(((WitType.Borrow) type).resource()));
            case STREAM, FUTURE -> throw new IllegalArgumentException(type + " cannot cross a synchronous call");
        };
    }

    private Codec list(WitType elementType) {
        Codec element = codec(elementType);
        WitKind kind = elementType.kind();
        if (kind == WitKind.S8 || kind == WitKind.U8) {
            return new ByteListCodec(element);
        }
        boolean array = kind.primitive() && kind != WitKind.CHAR && kind != WitKind.STRING;
        return array ? ArrayListCodec.of(kind, element) : new ObjectListCodec(element);
    }

    private Codec[] all(List<WitType> types) {
        return types.stream().map(this::codec).toArray(Codec[]::new);
    }

    private @Nullable Codec optional(Optional<WitType> type) {
        return type.map(this::codec).orElse(null);
    }
}
