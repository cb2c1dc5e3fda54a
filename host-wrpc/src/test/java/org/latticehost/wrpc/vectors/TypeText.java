package org.latticehost.wrpc.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;

/** Reads a type as the vectors write it: WIT, named types inline. */
public final class TypeText {
    private static final Map<String, WitType> PRIMITIVES = Map.ofEntries(
            Map.entry("bool", WitType.BOOL),
            Map.entry("s8", WitType.S8),
            Map.entry("u8", WitType.U8),
            Map.entry("s16", WitType.S16),
            Map.entry("u16", WitType.U16),
            Map.entry("s32", WitType.S32),
            Map.entry("u32", WitType.U32),
            Map.entry("s64", WitType.S64),
            Map.entry("u64", WitType.U64),
            Map.entry("f32", WitType.F32),
            Map.entry("f64", WitType.F64),
            Map.entry("char", WitType.CHAR),
            Map.entry("string", WitType.STRING));

    private final String text;
    private int at;

    private TypeText(String text) {
        this.text = text;
    }

    public static WitType parse(String text) {
        TypeText parser = new TypeText(text.replaceAll("\\s+", ""));
        WitType type = parser.type();
        if (parser.at != parser.text.length()) {
            throw new IllegalArgumentException("at " + parser.at + " of " + parser.text);
        }
        return type;
    }

    private WitType type() {
        // Without spaces "record{" reads as one word up to the brace.
        String word = word();
        WitType primitive = PRIMITIVES.get(word);
        if (primitive != null) {
            return primitive;
        }
        return switch (word) {
            case "list" -> WitType.list(arguments().get(0).orElseThrow());
            case "option" -> WitType.option(arguments().get(0).orElseThrow());
            case "tuple" ->
                WitType.tuple(arguments().stream().map(Optional::orElseThrow).toArray(WitType[]::new));
            case "result" -> {
                List<Optional<WitType>> of = arguments();
                yield new WitType.ResultOf(
                        of.isEmpty() ? Optional.empty() : of.get(0), of.size() < 2 ? Optional.empty() : of.get(1));
            }
            case "stream" ->
                new WitType.StreamOf(arguments().stream().findFirst().flatMap(o -> o));
            case "future" ->
                new WitType.FutureOf(arguments().stream().findFirst().flatMap(o -> o));
            case "own" -> new WitType.Own(resource());
            case "borrow" -> new WitType.Borrow(resource());
            case "record" -> record();
            case "variant" -> variant();
            case "enum" -> new WitType.EnumOf(labels());
            case "flags" -> new WitType.FlagsOf(labels());
            default -> throw new IllegalArgumentException("type '" + word + "' in " + text);
        };
    }

    private List<Optional<WitType>> arguments() {
        List<Optional<WitType>> all = new ArrayList<>();
        if (!accept('<')) {
            return all;
        }
        while (!accept('>')) {
            all.add(accept('_') ? Optional.empty() : Optional.of(type()));
            accept(',');
        }
        return all;
    }

    private ResourceType resource() {
        accept('<');
        ResourceType type = new ResourceType(word());
        accept('>');
        return type;
    }

    private WitType record() {
        List<WitType.Field> fields = new ArrayList<>();
        accept('{');
        while (!accept('}')) {
            String name = word();
            accept(':');
            fields.add(new WitType.Field(name, type()));
            accept(',');
        }
        return new WitType.RecordOf(fields);
    }

    private WitType variant() {
        List<WitType.Case> cases = new ArrayList<>();
        accept('{');
        while (!accept('}')) {
            String name = word();
            Optional<WitType> payload = Optional.empty();
            if (accept('(')) {
                payload = Optional.of(type());
                accept(')');
            }
            cases.add(new WitType.Case(name, payload));
            accept(',');
        }
        return new WitType.VariantOf(cases);
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        accept('{');
        while (!accept('}')) {
            labels.add(word());
            accept(',');
        }
        return labels;
    }

    private String word() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean accept(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }
}
