package org.latticehost.host.wit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticehost.host.wit.text.WitSyntax.Func;
import org.latticehost.host.wit.text.WitSyntax.FuncKind;
import org.latticehost.host.wit.text.WitSyntax.Member;
import org.latticehost.host.wit.text.WitSyntax.TypeExpr;
import org.latticehost.host.wit.text.WitSyntax.TypeItem;

/** Reads what stands in an interface: types and functions. */
final class WitItemParser {
    /** How deep type expressions may nest; keeps hostile texts from exhausting the stack. */
    private static final int MAX_DEPTH = 100;

    private final WitTokens in;

    WitItemParser(WitTokens in) {
        this.in = in;
    }

    void item(List<TypeItem> types, List<Func> functions) {
        WitToken word = in.nameToken();
        if (in.take(":")) {
            functions.add(function(word.text(), FuncKind.FREE, word.at()));
            in.expect(";");
            return;
        }
        switch (word.escaped() ? "" : word.text()) {
            case "type" -> types.add(alias(word.at()));
            case "record" -> types.add(new WitSyntax.RecordItem(in.name(), members(true), word.at()));
            case "variant" -> types.add(new WitSyntax.Variant(in.name(), cases(), word.at()));
            case "enum" -> types.add(new WitSyntax.Labels(in.name(), false, members(false), word.at()));
            case "flags" -> types.add(new WitSyntax.Labels(in.name(), true, members(false), word.at()));
            case "resource" -> types.add(resource(word.at()));
            default ->
                throw new WitParseException("expected a type, a function or use, found " + word.describe(), word.at());
        }
    }

    private WitSyntax.Alias alias(Position at) {
        String name = in.name();
        in.expect("=");
        TypeExpr type = type(0);
        in.expect(";");
        return new WitSyntax.Alias(name, type, at);
    }

    private List<Member> members(boolean typed) {
        in.expect("{");
        List<Member> members = new ArrayList<>();
        while (!in.take("}")) {
            WitToken name = in.nameToken();
            Optional<TypeExpr> type = Optional.empty();
            if (typed) {
                in.expect(":");
                type = Optional.of(type(0));
            }
            members.add(new Member(name.text(), type, name.at()));
            if (!in.take(",")) {
                in.expect("}");
                break;
            }
        }
        return members;
    }

    private List<Member> cases() {
        in.expect("{");
        List<Member> cases = new ArrayList<>();
        while (!in.take("}")) {
            WitToken name = in.nameToken();
            Optional<TypeExpr> type = Optional.empty();
            if (in.take("(")) {
                type = Optional.of(type(0));
                in.expect(")");
            }
            cases.add(new Member(name.text(), type, name.at()));
            if (!in.take(",")) {
                in.expect("}");
                break;
            }
        }
        return cases;
    }

    private WitSyntax.Resource resource(Position at) {
        String name = in.name();
        List<Func> functions = new ArrayList<>();
        if (in.take(";")) {
            return new WitSyntax.Resource(name, functions, at);
        }
        in.expect("{");
        while (!in.take("}")) {
            in.gates();
            WitToken word = in.nameToken();
            if (word.isWord("constructor") && in.peek().is("(")) {
                functions.add(signature("", FuncKind.CONSTRUCTOR, word.at()));
            } else {
                in.expect(":");
                FuncKind kind = in.takeWord("static") ? FuncKind.STATIC : FuncKind.METHOD;
                functions.add(function(word.text(), kind, word.at()));
            }
            in.expect(";");
        }
        return new WitSyntax.Resource(name, functions, at);
    }

    private Func function(String name, FuncKind kind, Position at) {
        WitToken word = in.next();
        if (word.isWord("async")) {
            throw new WitParseException("'async' functions need WASI 0.3, which this host does not run", word.at());
        }
        if (!word.isWord("func")) {
            throw new WitParseException("expected 'func', found " + word.describe(), word.at());
        }
        return signature(name, kind, at);
    }

    private Func signature(String name, FuncKind kind, Position at) {
        in.expect("(");
        List<Member> params = new ArrayList<>();
        while (!in.take(")")) {
            WitToken param = in.nameToken();
            in.expect(":");
            params.add(new Member(param.text(), Optional.of(type(0)), param.at()));
            if (!in.take(",")) {
                in.expect(")");
                break;
            }
        }
        Optional<TypeExpr> result = in.take("->") ? Optional.of(type(0)) : Optional.empty();
        return new Func(name, kind, params, result, at);
    }

    private TypeExpr type(int depth) {
        WitToken head = in.next();
        if (depth > MAX_DEPTH) {
            throw new WitParseException("types nest deeper than " + MAX_DEPTH, head.at());
        }
        if (head.kind() != WitToken.Kind.NAME && !(head.is("_") && depth > 0)) {
            throw new WitParseException("expected a type, found " + head.describe(), head.at());
        }
        List<TypeExpr> args = new ArrayList<>();
        if (in.take("<")) {
            while (!in.take(">")) {
                if (in.peek().kind() == WitToken.Kind.INTEGER) {
                    throw new WitParseException("lists of fixed length are not supported", head.at());
                }
                args.add(type(depth + 1));
                if (!in.take(",")) {
                    in.expect(">");
                    break;
                }
            }
        }
        return new TypeExpr(head.text(), head.escaped(), args, head.at());
    }
}
