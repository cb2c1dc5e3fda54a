package org.latticehost.component.spi;

import java.util.List;

/**
 * What a core module asks for and what it gives, in binary order. Positions in these lists are the indexes that
 * {@link CoreStore#instantiate} and {@link CoreInstance} use.
 *
 * @param imports in binary order; names may repeat and may be empty
 * @param exports in binary order; names are unique
 */
public record CoreModuleType(List<Import> imports, List<Export> exports) {
    public CoreModuleType {
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
    }

    /** One import. */
    public record Import(String module, String name, CoreExternType type) {}

    /** One export. */
    public record Export(String name, CoreExternType type) {}
}
