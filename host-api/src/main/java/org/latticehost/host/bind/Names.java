package org.latticehost.host.bind;

import java.lang.reflect.AnnotatedElement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How names of both sides are compared. */
final class Names {
    private Names() {}

    /** Whether a Java element has that WIT name, by annotation or by convention. */
    static boolean same(AnnotatedElement element, String javaName, String witName) {
        String explicit = explicit(element);
        return explicit != null ? explicit.equals(witName) : folded(javaName).equals(folded(witName));
    }

    static @Nullable String explicit(AnnotatedElement element) {
        WitName name = element.getAnnotation(WitName.class);
        return name == null ? null : name.value();
    }

    /** Without case, hyphens and underscores. */
    static String folded(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The folded name a Java method has for a function: {@code newStack} for a constructor, else its last part. */
    static String method(String canonical) {
        int close = canonical.indexOf(']');
        String name = canonical.substring(close + 1);
        if (canonical.startsWith("[constructor]")) {
            return "new" + folded(name);
        }
        if (canonical.startsWith("[method]")) {
            return folded(name.substring(name.indexOf('.') + 1));
        }
        return folded(name).replace(".", "");
    }
}
