package org.latticehost.host.wit.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.text.WitSyntax.Member;
import org.latticehost.host.wit.text.WitSyntax.TypeExpr;

/** Makes types from the syntax of one interface. */
final class WitTypes {
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

    private final WitResolver resolver;
    private final WitScope scope;

    WitTypes(WitResolver resolver, WitScope scope) {
        this.resolver = resolver;
        this.scope = scope;
    }

    Resolved item(WitSyntax.TypeItem item) {
        if (item instanceof WitSyntax.Alias alias) {
            return resolve(alias.type());
        }
        if (item instanceof WitSyntax.RecordItem record) {
            return record(record);
        }
        if (item instanceof WitSyntax.Variant variant) {
            return variant(variant);
        }
        if (item instanceof WitSyntax.Labels labels) {
            return labels(labels);
        }
        ResourceType resource = new ResourceType(scope.fullName().withoutVersion() + "/" + item.name());
        return new Resolved(new WitType.Own(resource), resource, 1);
    }

    private Resolved record(WitSyntax.RecordItem record) {
        checkNames(record.fields(), "field", record.at());
        List<WitType.Field> fields = new ArrayList<>();
        long weight = 1;
        for (Member field : record.fields()) {
            Resolved type = resolve(field.type().orElseThrow());
            weight += type.weight();
            fields.add(new WitType.Field(field.name(), type.type()));
        }
        return Resolved.of(new WitType.RecordOf(fields), weight, record.at());
    }

    private Resolved variant(WitSyntax.Variant variant) {
        checkNames(variant.cases(), "case", variant.at());
        List<WitType.Case> cases = new ArrayList<>();
        long weight = 1;
        for (Member c : variant.cases()) {
            Optional<Resolved> payload = c.type().map(this::resolve);
            weight += payload.map(Resolved::weight).orElse(0L);
            cases.add(new WitType.Case(c.name(), payload.map(Resolved::type)));
        }
        return Resolved.of(new WitType.VariantOf(cases), weight, variant.at());
    }

    private static Resolved labels(WitSyntax.Labels labels) {
        checkNames(labels.labels(), labels.flags() ? "flag" : "case", labels.at());
        List<String> names = labels.labels().stream().map(Member::name).toList();
        if (labels.flags() && names.size() > 32) {
            throw new WitParseException("flags may have 32 labels, not " + names.size(), labels.at());
        }
        return Resolved.of(labels.flags() ? new WitType.FlagsOf(names) : new WitType.EnumOf(names), 1, labels.at());
    }

    private static void checkNames(List<Member> members, String what, Position at) {
        if (members.isEmpty()) {
            throw new WitParseException("at least one " + what + " is needed", at);
        }
        Set<String> seen = new HashSet<>();
        for (Member member : members) {
            if (!seen.add(member.name().toLowerCase(Locale.ROOT))) {
                throw new WitParseException("two " + what + "s named '" + member.name() + "'", member.at());
            }
        }
    }

    /** A function; {@code of} is the resource for methods, static functions and constructors. */
    FunctionType function(WitSyntax.Func function, @Nullable ResourceType of) {
        List<WitType.Field> params = new ArrayList<>();
        if (function.kind() == WitSyntax.FuncKind.METHOD && of != null) {
            params.add(new WitType.Field("self", new WitType.Borrow(of)));
        }
        Set<String> seen = new HashSet<>();
        for (Member param : function.params()) {
            if (!seen.add(param.name().toLowerCase(Locale.ROOT))) {
                throw new WitParseException("two parameters named '" + param.name() + "'", param.at());
            }
            params.add(new WitType.Field(
                    param.name(), resolve(param.type().orElseThrow()).type()));
        }
        Optional<WitType> result = function.result().map(type -> resolve(type).type());
        if (function.kind() == WitSyntax.FuncKind.CONSTRUCTOR && of != null && result.isEmpty()) {
            result = Optional.of(new WitType.Own(of));
        }
        return new FunctionType(params, result);
    }

    private Resolved resolve(TypeExpr type) {
        if (!type.escaped()) {
            WitType primitive = PRIMITIVES.get(type.name());
            if (primitive != null) {
                arity(type, 0, 0);
                return new Resolved(primitive, null, 1);
            }
            switch (type.name()) {
                case "list" -> {
                    Resolved element = onlyArgument(type);
                    return Resolved.of(WitType.list(element.type()), element.weight() + 1, type.at());
                }
                case "option" -> {
                    Resolved some = onlyArgument(type);
                    return Resolved.of(WitType.option(some.type()), some.weight() + 1, type.at());
                }
                case "tuple" -> {
                    return tuple(type);
                }
                case "result" -> {
                    return result(type);
                }
                case "own", "borrow" -> {
                    return handle(type);
                }
                case "stream", "future" -> {
                    return streamOrFuture(type);
                }
                default -> {}
            }
        }
        arity(type, 0, 0);
        return resolver.lookup(scope, type.name(), type.at());
    }

    private Resolved tuple(TypeExpr type) {
        arity(type, 1, 1000);
        List<WitType> items = new ArrayList<>();
        long weight = 1;
        for (TypeExpr arg : type.args()) {
            Resolved item = resolve(arg);
            weight += item.weight();
            items.add(item.type());
        }
        return Resolved.of(new WitType.TupleOf(items), weight, type.at());
    }

    private Resolved result(TypeExpr type) {
        arity(type, 0, 2);
        Optional<Resolved> ok = optional(type, 0);
        Optional<Resolved> err = optional(type, 1);
        long weight = 1
                + ok.map(Resolved::weight).orElse(0L)
                + err.map(Resolved::weight).orElse(0L);
        return Resolved.of(new WitType.ResultOf(ok.map(Resolved::type), err.map(Resolved::type)), weight, type.at());
    }

    private Resolved streamOrFuture(TypeExpr type) {
        arity(type, 0, 1);
        Optional<Resolved> part = optional(type, 0);
        Optional<WitType> of = part.map(Resolved::type);
        WitType made = type.name().equals("stream") ? new WitType.StreamOf(of) : new WitType.FutureOf(of);
        return Resolved.of(made, 1 + part.map(Resolved::weight).orElse(0L), type.at());
    }

    private Resolved handle(TypeExpr type) {
        ResourceType resource = onlyArgument(type).resource();
        if (resource == null) {
            throw new WitParseException("'" + type.args().get(0).name() + "' is no resource", type.at());
        }
        return new Resolved(
                type.name().equals("own") ? new WitType.Own(resource) : new WitType.Borrow(resource), null, 1);
    }

    private Optional<Resolved> optional(TypeExpr type, int index) {
        return index < type.args().size() && !type.args().get(index).name().equals("_")
                ? Optional.of(resolve(type.args().get(index)))
                : Optional.empty();
    }

    private Resolved onlyArgument(TypeExpr type) {
        arity(type, 1, 1);
        return resolve(type.args().get(0));
    }

    private static void arity(TypeExpr type, int min, int max) {
        int n = type.args().size();
        if (n < min || n > max) {
            throw new WitParseException(
                    "'" + type.name() + "' takes " + (min == max ? "" + min : min + " to " + max) + " arguments, not "
                            + n,
                    type.at());
        }
    }
}
