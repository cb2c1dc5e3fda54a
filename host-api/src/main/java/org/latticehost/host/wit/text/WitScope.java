package org.latticehost.host.wit.text;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.latticehost.host.wit.InterfaceName;

/** The names of one interface while they are being resolved. */
final class WitScope {
    final WitSyntax.PackageName pkg;
    final WitSyntax.Interface syntax;
    /** What each name stands for: a {@link WitSyntax.TypeItem} or a {@link Used}. */
    final Map<String, Object> names = new LinkedHashMap<>();

    final Map<String, Resolved> resolved = new LinkedHashMap<>();
    final Set<String> running = new HashSet<>();

    /** A name taken over from another interface. */
    record Used(WitSyntax.Path path, String name, Position at) {}

    WitScope(WitSyntax.PackageName pkg, WitSyntax.Interface syntax) {
        this.pkg = pkg;
        this.syntax = syntax;
        for (WitSyntax.Use use : syntax.uses()) {
            for (WitSyntax.UsedName used : use.names()) {
                declare(used.as(), new Used(use.path(), used.name(), used.at()), used.at());
            }
        }
        for (WitSyntax.TypeItem item : syntax.types()) {
            declare(item.name(), item, item.at());
        }
        for (WitSyntax.Func function : syntax.functions()) {
            declare(function.name(), function, function.at());
        }
    }

    private void declare(String name, Object what, Position at) {
        if (names.putIfAbsent(name, what) != null) {
            throw new WitParseException("'" + name + "' is declared twice in interface " + syntax.name(), at);
        }
    }

    InterfaceName fullName() {
        return new InterfaceName(pkg.namespace(), pkg.name(), syntax.name(), pkg.version());
    }
}
