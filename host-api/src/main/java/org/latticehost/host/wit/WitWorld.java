package org.latticehost.host.wit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a component imports and exports, as far as it is interfaces and functions. Immutable.
 *
 * @param imports imported interfaces, in order
 * @param importedFunctions functions imported at the root, by name
 * @param exports exported interfaces, in order
 * @param exportedFunctions functions exported at the root, by name
 */
public record WitWorld(
        List<WitInterface> imports,
        Map<String, FunctionType> importedFunctions,
        List<WitInterface> exports,
        Map<String, FunctionType> exportedFunctions) {
    public WitWorld {
        imports = List.copyOf(imports);
        importedFunctions = Map.copyOf(importedFunctions);
        exports = List.copyOf(exports);
        exportedFunctions = Map.copyOf(exportedFunctions);
    }

    /** The exported interface of that name, whatever its version: {@code wasi:http/incoming-handler}. */
    public Optional<WitInterface> exported(String nameWithoutVersion) {
        return exports.stream()
                .filter(i -> i.name().withoutVersion().equals(nameWithoutVersion))
                .findFirst();
    }
}
