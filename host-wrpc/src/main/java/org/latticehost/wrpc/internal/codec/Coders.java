package org.latticehost.wrpc.internal.codec;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitType;

/** Makes coders from types. */
public final class Coders {
    private Coders() {}

    /**
     * The coder of a type.
     *
     * @throws IllegalArgumentException if the type is nested too deeply
     */
    public static Coder of(WitType type) {
        return compile(type, 0);
    }

    /** The coder of a function's parameters. */
    public static ProductCoder params(FunctionType type) {
        List<Coder> members =
                type.params().stream().map(p -> compile(p.type(), 1)).toList();
        return new ProductCoder(
                null, type.params().stream().map(WitType.Field::name).toList(), members);
    }

    /** The coder of a function's results, a list of one or none. */
    public static ProductCoder results(FunctionType type) {
        return type.result()
                .map(r -> new ProductCoder(null, List.of("result"), List.of(compile(r, 1))))
                .orElseGet(() -> new ProductCoder(null, List.of(), List.of()));
    }

    private static Coder compile(WitType type, int depth) {
        if (depth > DecodeLimits.MAX_DEPTH) {
            throw new IllegalArgumentException("a type nested more than " + DecodeLimits.MAX_DEPTH + " deep");
        }
        return switch (type.kind()) {
            case BOOL -> NumberCoders.BOOL;
            case S8, U8 -> NumberCoders.BYTE;
            case S16 -> NumberCoders.integer(Leb128.BITS16, true);
            case U16 -> NumberCoders.integer(Leb128.BITS16, false);
            case S32 -> NumberCoders.integer(Leb128.BITS32, true);
            case U32 -> NumberCoders.integer(Leb128.BITS32, false);
            case S64 -> NumberCoders.integer(Leb128.BITS64, true);
            case U64 -> NumberCoders.integer(Leb128.BITS64, false);
            case F32 -> NumberCoders.F32;
            case F64 -> NumberCoders.F64;
            case CHAR -> TextCoders.CHAR;
            case STRING -> TextCoders.STRING;
            case LIST -> list(((WitType.ListOf) type).element(), depth);
            case RECORD -> record((WitType.RecordOf) type, depth);
            case TUPLE -> tuple((WitType.TupleOf) type, depth);
            case VARIANT -> variant((WitType.VariantOf) type, depth);
            case ENUM -> SumCoders.labels((WitType.EnumOf) type);
            case OPTION -> SumCoders.option(compile(((WitType.OptionOf) type).some(), depth + 1));
            case RESULT ->
                SumCoders.result(
                        optional(((WitType.ResultOf) type).ok(), depth),
                        optional(((WitType.ResultOf) type).err(), depth));
            case FLAGS -> new FlagsCoder((WitType.FlagsOf) type);
            case OWN, BORROW -> BytesCoder.INSTANCE;
            case STREAM -> stream(((WitType.StreamOf) type).element(), depth);
            case FUTURE -> new AsyncCoder.OfFuture(optional(((WitType.FutureOf) type).value(), depth));
        };
    }

    private static @Nullable Coder optional(Optional<WitType> type, int depth) {
        return type.isPresent() ? compile(type.get(), depth + 1) : null;
    }

    private static Coder list(WitType element, int depth) {
        return switch (element.kind()) {
            case S8, U8 -> BytesCoder.INSTANCE;
            case BOOL, S16, U16, S32, U32, S64, U64, F32, F64 -> ArrayCoders.of(element.kind());
            default -> new ListCoder(compile(element, depth + 1));
        };
    }

    private static Coder stream(Optional<WitType> element, int depth) {
        if (element.isPresent() && element.get().kind() == WitKind.U8) {
            return new AsyncCoder.OfStream(null);
        }
        return new AsyncCoder.OfStream(compile(element.orElseGet(WitType::tuple), depth + 1));
    }

    private static Coder record(WitType.RecordOf type, int depth) {
        return new ProductCoder(
                type,
                type.fields().stream().map(WitType.Field::name).toList(),
                type.fields().stream().map(f -> compile(f.type(), depth + 1)).toList());
    }

    private static Coder tuple(WitType.TupleOf type, int depth) {
        return new ProductCoder(
                null,
                IntStream.range(0, type.items().size())
                        .mapToObj(Integer::toString)
                        .toList(),
                type.items().stream().map(t -> compile(t, depth + 1)).toList());
    }

    private static Coder variant(WitType.VariantOf type, int depth) {
        @Nullable Coder[] payloads = new @Nullable Coder[type.cases().size()];
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = optional(type.cases().get(i).payload(), depth);
        }
        return SumCoders.variant(type, payloads);
    }
}
