package org.latticehost.component.internal.validate;

import org.latticehost.component.internal.types.TypeException;

/** Names of packages and interfaces: {@code namespace:package/interface@version}. */
final class PackageName {
    private PackageName() {}

    static void checkInterface(String text) {
        int at = text.indexOf('@');
        checkPath(text, at < 0 ? text : text.substring(0, at), true);
        if (at >= 0 && SemVer.parse(text.substring(at + 1)).isEmpty()) {
            throw new TypeException("`" + text + "` is not a valid extern name: invalid interface version");
        }
    }

    /** The path of a package, with an interface if {@code projection} demands one. */
    static void checkPath(String text, String path, boolean projection) {
        int colon = path.indexOf(':');
        int slash = path.indexOf('/');
        if (colon < 0 || (slash >= 0 && slash < colon) || (projection && slash < 0)) {
            throw bad(text, "expected `namespace:package/interface`");
        }
        lowerCase(text, path.substring(0, colon));
        lowerCase(text, path.substring(colon + 1, slash < 0 ? path.length() : slash));
        if (slash >= 0 && !ExternName.isLabel(path.substring(slash + 1))) {
            throw bad(text, "`" + path.substring(slash + 1) + "` is not in kebab case");
        }
    }

    private static void lowerCase(String text, String label) {
        if (!ExternName.isLabel(label)) {
            throw bad(text, "`" + label + "` is not in kebab case");
        }
        if (!label.equals(ExternName.uniqueLabel(label))) {
            throw bad(text, "`" + label + "` is not lowercase in package name/namespace");
        }
    }

    private static TypeException bad(String text, String why) {
        return new TypeException("`" + text + "` is not a valid extern name: " + why);
    }
}
