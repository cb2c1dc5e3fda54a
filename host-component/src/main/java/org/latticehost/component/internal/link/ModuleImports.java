package org.latticehost.component.internal.link;

import java.util.List;
import java.util.function.Function;
import org.latticehost.component.internal.model.CoreRef;
import org.latticehost.component.spi.CoreModuleType;

/** Puts the imports given for a module's expected type into the order of the actual module. */
final class ModuleImports {
    private ModuleImports() {}

    static List<ExternRef> inOrderOf(
            CoreModuleType actual, CoreModuleType expected, List<CoreRef> given, Function<CoreRef, ExternRef> find) {
        return actual.imports().stream()
                .map(wanted -> find.apply(given.get(position(expected, wanted))))
                .toList();
    }

    /** The actual module may import less than expected, never more. */
    private static int position(CoreModuleType expected, CoreModuleType.Import wanted) {
        List<CoreModuleType.Import> imports = expected.imports();
        for (int i = 0; i < imports.size(); i++) {
            CoreModuleType.Import candidate = imports.get(i);
            if (candidate.module().equals(wanted.module())
                    && candidate.name().equals(wanted.name())
                    && candidate.type().kind() == wanted.type().kind()) {
                return i;
            }
        }
        throw new IllegalStateException("module imports more than its type says: " + wanted);
    }
}
