package org.latticehost.host.wit.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.WitInterface;

/**
 * A WIT package read from text.
 *
 * <pre>{@code
 * WitPackage counters = WitPackage.parse("""
 *         package acme:counters@1.0.0;
 *         interface store {
 *             resource counter {
 *                 constructor(start: u32);
 *                 add: func(n: u32) -> u32;
 *             }
 *         }
 *         """);
 * FunctionType add = counters.get("store").function("[method]counter.add");
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param namespace {@code wasi}
 * @param name {@code io}
 * @param version semantic version, if any
 * @param interfaces by simple name, in order of declaration
 */
public record WitPackage(
        String namespace, String name, Optional<String> version, Map<String, WitInterface> interfaces) {
    public WitPackage {
        interfaces = Collections.unmodifiableMap(new LinkedHashMap<>(interfaces));
    }

    /**
     * Reads a text of one package. Nested packages may serve its {@code use}s.
     *
     * @throws WitParseException if the text is not understood or a name does not resolve
     */
    public static WitPackage parse(String text) {
        return parseAll(List.of(text)).get(0);
    }

    /**
     * Reads several texts whose {@code use}s refer to each other. Texts of the same package are joined; a text that names
     * no package belongs to that of the text before it, so give the text that names it first.
     *
     * @return the packages in order of their first appearance; each resource type is one object in all of them
     * @throws WitParseException if a text is not understood or a name does not resolve; line and column are those of the
     *     text at fault
     */
    public static List<WitPackage> parseAll(Collection<String> texts) {
        List<WitSyntax.PackageText> parsed = new ArrayList<>();
        WitSyntax.PackageName last = null;
        for (String text : texts) {
            List<WitSyntax.PackageText> packages = new WitParser(text).parse(last);
            if (!packages.isEmpty()) {
                last = packages.get(0).name();
            }
            parsed.addAll(packages);
        }
        if (parsed.isEmpty()) {
            throw new WitParseException("no package in the text", new Position(1, 1));
        }
        return new WitResolver(parsed).resolve();
    }

    /**
     * The interface of that simple name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public WitInterface get(String simpleName) {
        WitInterface found = interfaces.get(simpleName);
        if (found == null) {
            throw new IllegalArgumentException(
                    "package " + namespace + ":" + name + " has no interface '" + simpleName + "'");
        }
        return found;
    }

    /** The full name of an interface of this package. */
    public InterfaceName interfaceName(String simpleName) {
        return get(simpleName).name();
    }
}
