package org.latticehost.component.internal.types;

import org.latticehost.component.spi.CoreExternType;

/** Import matching of core WebAssembly. */
public final class CoreSubtyping {
    private CoreSubtyping() {}

    /**
     * Whether {@code given} may be imported as {@code wanted}.
     *
     * @throws TypeException if not; the message begins with {@code where}
     */
    public static void check(CoreExternType given, CoreExternType wanted, String where) {
        if (given.kind() != wanted.kind()) {
            throw new TypeException(
                    "type mismatch for " + where + ": expected " + wanted.kind() + ", found " + given.kind());
        }
        if (!matches(given, wanted)) {
            throw new TypeException("type mismatch for " + where + ": expected type " + wanted + ", found " + given);
        }
    }

    private static boolean matches(CoreExternType given, CoreExternType wanted) {
        if (given instanceof CoreExternType.Table g && wanted instanceof CoreExternType.Table w) {
            return g.element() == w.element() && g.limits().satisfies(w.limits());
        }
        if (given instanceof CoreExternType.Memory g && wanted instanceof CoreExternType.Memory w) {
            return g.shared() == w.shared()
                    && g.memory64() == w.memory64()
                    && g.limits().satisfies(w.limits());
        }
        return given.equals(wanted);
    }
}
