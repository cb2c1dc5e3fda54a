package org.latticehost.host.wit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.text.WitSyntax.Path;

/** Reads the outer structure of a text: packages, interfaces, uses; worlds and gates are read over. */
final class WitParser {
    private final WitTokens in;
    private final WitItemParser items;

    WitParser(String text) {
        in = new WitTokens(new WitLexer(text));
        items = new WitItemParser(in);
    }

    /**
     * Reads a text: the package it belongs to (first), and nested packages.
     *
     * @param inherited the package of a text that does not name one, if known from other texts
     */
    List<WitSyntax.PackageText> parse(WitSyntax.@Nullable PackageName inherited) {
        List<WitSyntax.PackageText> packages = new ArrayList<>();
        List<WitSyntax.Interface> interfaces = new ArrayList<>();
        List<WitSyntax.TopUse> uses = new ArrayList<>();
        WitSyntax.PackageName name = inherited;
        boolean first = true;
        while (!in.atEnd()) {
            in.gates();
            if (in.peek().isWord("package")) {
                Position at = in.next().at();
                WitSyntax.PackageName declared = packageName();
                if (in.take("{")) {
                    packages.add(body(declared));
                } else {
                    if (!first) {
                        throw new WitParseException("'package' must come first", at);
                    }
                    in.expect(";");
                    name = declared;
                }
            } else {
                declaration(interfaces, uses);
            }
            first = false;
        }
        if (name != null) {
            packages.add(0, new WitSyntax.PackageText(name, interfaces, uses));
        } else if (!interfaces.isEmpty()) {
            throw new WitParseException(
                    "no 'package' for the interface", interfaces.get(0).at());
        }
        return packages;
    }

    private WitSyntax.PackageText body(WitSyntax.PackageName name) {
        List<WitSyntax.Interface> interfaces = new ArrayList<>();
        List<WitSyntax.TopUse> uses = new ArrayList<>();
        while (!in.take("}")) {
            in.gates();
            declaration(interfaces, uses);
        }
        return new WitSyntax.PackageText(name, interfaces, uses);
    }

    private void declaration(List<WitSyntax.Interface> interfaces, List<WitSyntax.TopUse> uses) {
        WitToken word = in.next();
        if (word.isWord("interface")) {
            interfaces.add(interfaceBody(in.name(), word.at()));
        } else if (word.isWord("world")) {
            in.name();
            in.expect("{");
            skipBraces();
        } else if (word.isWord("use")) {
            Path path = path();
            String as = in.takeWord("as") ? in.name() : path.name();
            in.expect(";");
            uses.add(new WitSyntax.TopUse(path, as));
        } else {
            throw new WitParseException(
                    "expected package, interface, world or use, found " + word.describe(), word.at());
        }
    }

    private WitSyntax.Interface interfaceBody(String name, Position at) {
        List<WitSyntax.Use> uses = new ArrayList<>();
        List<WitSyntax.TypeItem> types = new ArrayList<>();
        List<WitSyntax.Func> functions = new ArrayList<>();
        in.expect("{");
        while (!in.take("}")) {
            in.gates();
            if (in.takeWord("use")) {
                uses.add(use());
            } else {
                items.item(types, functions);
            }
        }
        return new WitSyntax.Interface(name, uses, types, functions, at);
    }

    private WitSyntax.Use use() {
        Path path = path();
        in.expect(".");
        in.expect("{");
        List<WitSyntax.UsedName> names = new ArrayList<>();
        while (!in.take("}")) {
            WitToken token = in.nameToken();
            String as = in.takeWord("as") ? in.name() : token.text();
            names.add(new WitSyntax.UsedName(token.text(), as, token.at()));
            if (!in.take(",")) {
                in.expect("}");
                break;
            }
        }
        in.expect(";");
        return new WitSyntax.Use(path, names);
    }

    private Path path() {
        WitToken first = in.nameToken();
        if (!in.take(":")) {
            return new Path(Optional.empty(), first.text(), first.at());
        }
        String pkg = in.name();
        in.expect("/");
        String name = in.name();
        return new Path(
                Optional.of(new WitSyntax.PackageName(first.text(), pkg, in.optionalVersion())), name, first.at());
    }

    private WitSyntax.PackageName packageName() {
        String namespace = in.name();
        in.expect(":");
        return new WitSyntax.PackageName(namespace, in.name(), in.optionalVersion());
    }

    private void skipBraces() {
        int depth = 1;
        while (depth > 0) {
            WitToken token = in.next();
            if (token.kind() == WitToken.Kind.END) {
                throw new WitParseException("'}' is missing", token.at());
            }
            if (token.is("{")) {
                depth++;
            } else if (token.is("}")) {
                depth--;
            } else if (token.is("@") && !in.gateAhead()) {
                in.version();
            } else if (token.isWord("version") && in.take("=")) {
                in.gateValue();
            }
        }
    }
}
