package org.latticehost.component.internal.link;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;

/** Types in messages, in the notation of WIT, cut where they get long. */
final class TypeText {
    private static final int MAX_LENGTH = 400;

    private final StringBuilder out = new StringBuilder();

    private TypeText() {}

    static String of(FunctionType type) {
        TypeText text = new TypeText();
        text.out.append("func(");
        text.fields(type.params());
        text.out.append(')');
        type.result().ifPresent(r -> {
            text.out.append(" -> ");
            text.type(r);
        });
        return text.out.length() > MAX_LENGTH ? text.out.substring(0, MAX_LENGTH) + "…" : text.out.toString();
    }

    private void fields(List<WitType.Field> fields) {
        String separator = "";
        for (WitType.Field field : fields) {
            out.append(separator).append(field.name()).append(": ");
            type(field.type());
            separator = ", ";
        }
    }

    private void type(WitType type) {
        if (out.length() > MAX_LENGTH) {
            return;
        }
        String name = type.kind().name().toLowerCase(Locale.ROOT);
        switch (type.kind()) {
            case BOOL, S8, U8, S16, U16, S32, U32, S64, U64, F32, F64, CHAR, STRING -> out.append(name);
            case LIST -> generic(name, List.of(Optional.of(((WitType.ListOf) type).element())));
            case OPTION -> generic(name, List.of(Optional.of(((WitType.OptionOf) type).some())));
            case RESULT -> generic(name, List.of(((WitType.ResultOf) type).ok(), ((WitType.ResultOf) type).err()));
            case TUPLE ->
                generic(
                        name,
                        ((WitType.TupleOf) type)
                                .items().stream().map(Optional::of).toList());
            case RECORD -> {
                out.append("record { ");
                fields(((WitType.RecordOf) type).fields());
                out.append(" }");
            }
            case VARIANT -> variant((WitType.VariantOf) type);
            case ENUM -> labels(name, ((WitType.EnumOf) type).labels());
            case FLAGS -> labels(name, ((WitType.FlagsOf) type).labels());
            case OWN -> out.append(((WitType.Own) type).resource().name());
            case BORROW ->
                out.append("borrow<")
                        .append(((WitType.Borrow) type).resource().name())
                        .append('>');
            case STREAM -> generic(name, List.of(((WitType.StreamOf) type).element()));
            case FUTURE -> generic(name, List.of(((WitType.FutureOf) type).value()));
        }
    }

    private void generic(String name, List<Optional<WitType>> arguments) {
        out.append(name).append('<');
        String separator = "";
        for (Optional<WitType> argument : arguments) {
            out.append(separator);
            argument.ifPresentOrElse(this::type, () -> out.append('_'));
            separator = ", ";
        }
        out.append('>');
    }

    private void variant(WitType.VariantOf variant) {
        out.append("variant { ");
        String separator = "";
        for (WitType.Case c : variant.cases()) {
            out.append(separator).append(c.name());
            c.payload().ifPresent(p -> {
                out.append('(');
                type(p);
                out.append(')');
            });
            separator = ", ";
        }
        out.append(" }");
    }

    private void labels(String name, List<String> labels) {
        out.append(name).append(labels.stream().collect(Collectors.joining(", ", " { ", " }")));
    }
}
