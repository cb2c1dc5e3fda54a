package org.latticehost.component.internal.adapt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;

/** A module and its exports by name. Immutable. */
final class ModuleExports {
    private final CoreModuleSource source;
    private final Map<String, Integer> positions = new HashMap<>();

    ModuleExports(CoreModuleSource source) {
        this.source = source;
        List<CoreModuleType.Export> exports = source.type().exports();
        for (int i = 0; i < exports.size(); i++) {
            positions.put(exports.get(i).name(), i);
        }
    }

    CoreModuleSource source() {
        return source;
    }

    /** The position of an export of that kind, or -1. */
    int position(String name, CoreExternKind kind) {
        Integer position = positions.get(name);
        return position != null && typeAt(position).kind() == kind ? position : -1;
    }

    /** The type of an exported function, or null. */
    @Nullable CoreFuncType function(String name) {
        return type(name) instanceof CoreExternType.Func func ? func.type() : null;
    }

    @Nullable CoreExternType type(String name) {
        Integer position = positions.get(name);
        return position == null ? null : typeAt(position);
    }

    private CoreExternType typeAt(int position) {
        return source.type().exports().get(position).type();
    }
}
