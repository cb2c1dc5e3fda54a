package org.latticehost.host.wit.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.text.WitSyntax.PackageName;

/** Turns the names of all interfaces of some texts into types. */
final class WitResolver {
    /** How many names may lead from one to the next. */
    private static final int MAX_CHAIN = 200;

    private final Map<PackageName, Map<String, WitScope>> packages = new LinkedHashMap<>();
    private final Map<PackageName, Map<String, WitSyntax.Path>> shortNames = new LinkedHashMap<>();
    private int chain;

    WitResolver(List<WitSyntax.PackageText> texts) {
        for (WitSyntax.PackageText text : texts) {
            Map<String, WitScope> scopes = packages.computeIfAbsent(text.name(), n -> new LinkedHashMap<>());
            for (WitSyntax.Interface syntax : text.interfaces()) {
                if (scopes.putIfAbsent(syntax.name(), new WitScope(text.name(), syntax)) != null) {
                    throw new WitParseException(
                            "interface " + syntax.name() + " is declared twice in " + text.name(), syntax.at());
                }
            }
            Map<String, WitSyntax.Path> uses = shortNames.computeIfAbsent(text.name(), n -> new LinkedHashMap<>());
            text.uses().forEach(use -> uses.put(use.as(), use.path()));
        }
    }

    /** The packages with their interfaces, in order of declaration. */
    List<WitPackage> resolve() {
        List<WitPackage> all = new ArrayList<>();
        packages.forEach((name, scopes) -> {
            Map<String, WitInterface> interfaces = new LinkedHashMap<>();
            scopes.forEach((simple, scope) -> interfaces.put(simple, resolve(scope)));
            all.add(new WitPackage(name.namespace(), name.name(), name.version(), interfaces));
        });
        return all;
    }

    private WitInterface resolve(WitScope scope) {
        Map<String, ResourceType> resources = new LinkedHashMap<>();
        Map<String, WitType> types = new LinkedHashMap<>();
        Map<String, FunctionType> functions = new LinkedHashMap<>();
        WitTypes expressions = new WitTypes(this, scope);
        scope.names.forEach((name, what) -> {
            if (what instanceof WitSyntax.Func function) {
                functions.put(name, expressions.function(function, null));
                return;
            }
            Resolved type = lookup(scope, name, scope.syntax.at());
            if (type.resource() == null) {
                types.put(name, type.type());
            } else {
                resources.put(name, type.resource());
                if (what instanceof WitSyntax.Resource declared) {
                    addMembers(declared, type.resource(), expressions, functions);
                }
            }
        });
        return new WitInterface(scope.fullName(), functions, resources, types);
    }

    private static void addMembers(
            WitSyntax.Resource declared,
            ResourceType resource,
            WitTypes expressions,
            Map<String, FunctionType> functions) {
        for (WitSyntax.Func function : declared.functions()) {
            String name = switch (function.kind()) {
                case CONSTRUCTOR -> "[constructor]" + declared.name();
                case STATIC -> "[static]" + declared.name() + "." + function.name();
                case METHOD, FREE -> "[method]" + declared.name() + "." + function.name();
            };
            if (functions.putIfAbsent(name, expressions.function(function, resource)) != null) {
                throw new WitParseException("'" + name + "' is declared twice", function.at());
            }
        }
    }

    /** What a name means in an interface. */
    Resolved lookup(WitScope scope, String name, Position at) {
        Resolved known = scope.resolved.get(name);
        if (known != null) {
            return known;
        }
        Object what = scope.names.get(name);
        if (what == null || what instanceof WitSyntax.Func) {
            throw new WitParseException("no type '" + name + "' in interface " + scope.syntax.name(), at);
        }
        if (!scope.running.add(name)) {
            throw new WitParseException("type '" + name + "' contains itself", at);
        }
        if (++chain > MAX_CHAIN) {
            throw new WitParseException("more than " + MAX_CHAIN + " names lead from one to the next", at);
        }
        Resolved found;
        if (what instanceof WitScope.Used used) {
            found = lookup(interfaceAt(scope, used.path()), used.name(), used.at());
        } else {
            found = new WitTypes(this, scope).item((WitSyntax.TypeItem) what);
        }
        chain--;
        scope.running.remove(name);
        scope.resolved.put(name, found);
        return found;
    }

    private WitScope interfaceAt(WitScope from, WitSyntax.Path path) {
        WitSyntax.Path target = path;
        if (path.pkg().isEmpty()) {
            target = shortNames.getOrDefault(from.pkg, Map.of()).getOrDefault(path.name(), path);
        }
        PackageName pkg = target.pkg().orElse(from.pkg);
        Map<String, WitScope> scopes = packages.get(pkg);
        if (scopes == null) {
            throw new WitParseException("package " + pkg + " is not among the texts", path.at());
        }
        WitScope scope = scopes.get(target.name());
        if (scope == null) {
            throw new WitParseException("no interface " + target.name() + " in package " + pkg, path.at());
        }
        return scope;
    }
}
