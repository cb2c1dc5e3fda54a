package org.latticehost.component.internal.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.latticehost.component.internal.model.CoreRef;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreModuleType;

/** Puts the imports given for a module's expected type into the order of the actual module. */
final class ModuleImports {
    private ModuleImports() {}

    static List<ExternRef> inOrderOf(
            CoreModuleType actual, CoreModuleType expected, List<CoreRef> given, Function<CoreRef, ExternRef> find) {
        Map<Key, Integer> positions = new HashMap<>();
        for (int i = 0; i < expected.imports().size(); i++) {
            positions.putIfAbsent(Key.of(expected.imports().get(i)), i);
        }
        return actual.imports().stream()
                .map(wanted -> {
                    // The actual module may import less than expected, never more.
                    Integer position = positions.get(Key.of(wanted));
                    if (position == null) {
                        throw new IllegalStateException("module imports more than its type says: " + wanted);
                    }
                    return find.apply(given.get(position));
                })
                .toList();
    }

    private record Key(String module, String name, CoreExternKind kind) {
        static Key of(CoreModuleType.Import item) {
            return new Key(item.module(), item.name(), item.type().kind());
        }
    }
}
