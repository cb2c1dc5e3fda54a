package org.latticehost.host.bind;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latticehost.host.wit.WitType;

/** Types as WIT writes them, for messages. */
final class WitText {
    private WitText() {}

    static String of(WitType type) {
        return switch (type.kind()) {
            case BOOL, S8, U8, S16, U16, S32, U32, S64, U64, F32, F64, CHAR, STRING ->
                type.kind().name().toLowerCase(Locale.ROOT);
            case LIST -> "list<" + of(((WitType.ListOf) type).element()) + ">";
            case OPTION -> "option<" + of(((WitType.OptionOf) type).some()) + ">";
            case TUPLE -> "tuple<" + all(((WitType.TupleOf) type).items()) + ">";
            case RECORD ->
                "record { "
                        + ((WitType.RecordOf) type)
                                .fields().stream()
                                        .map(f -> f.name() + ": " + of(f.type()))
                                        .collect(Collectors.joining(", "))
                        + " }";
            case VARIANT ->
                "variant { "
                        + ((WitType.VariantOf) type)
                                .cases().stream()
                                        .map(c -> c.name()
                                                + c.payload()
                                                        .map(p -> "(" + of(p) + ")")
                                                        .orElse(""))
                                        .collect(Collectors.joining(", "))
                        + " }";
            case ENUM -> "enum { " + String.join(", ", ((WitType.EnumOf) type).labels()) + " }";
            case FLAGS -> "flags { " + String.join(", ", ((WitType.FlagsOf) type).labels()) + " }";
            case RESULT -> {
                WitType.ResultOf result = (WitType.ResultOf) type;
                yield "result<" + side(result.ok()) + ", " + side(result.err()) + ">";
            }
            case OWN -> "own<" + ((WitType.Own) type).resource().name() + ">";
            case BORROW -> "borrow<" + ((WitType.Borrow) type).resource().name() + ">";
            case STREAM -> "stream<" + side(((WitType.StreamOf) type).element()) + ">";
            case FUTURE -> "future<" + side(((WitType.FutureOf) type).value()) + ">";
        };
    }

    private static String side(Optional<WitType> type) {
        return type.map(WitText::of).orElse("_");
    }

    private static String all(List<WitType> types) {
        return types.stream().map(WitText::of).collect(Collectors.joining(", "));
    }
}
