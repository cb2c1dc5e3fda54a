package org.latticehost.component.internal.types;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.latticehost.host.wit.ResourceType;

/**
 * A definition of a component type, or the type of a component.
 *
 * <p>{@code imported} and {@code defined} are the resource types it introduces, with the names of the imports or exports
 * by which they are reached; {@code explicit} covers all resource types that are exported.
 */
public final class CompType implements DefType {
    private final Map<String, Entity> imports;
    private final Map<String, Entity> exports;
    private final Map<ResourceType, List<String>> imported;
    private final Map<ResourceType, List<String>> defined;
    private final Map<ResourceType, List<String>> explicit;
    private final long weight;
    private final int depth;
    private final boolean resources;

    public CompType(
            Map<String, Entity> imports,
            Map<String, Entity> exports,
            Map<ResourceType, List<String>> imported,
            Map<ResourceType, List<String>> defined,
            Map<ResourceType, List<String>> explicit) {
        this.imports = Collections.unmodifiableMap(imports);
        this.exports = Collections.unmodifiableMap(exports);
        this.imported = Collections.unmodifiableMap(imported);
        this.defined = Collections.unmodifiableMap(defined);
        this.explicit = Collections.unmodifiableMap(explicit);
        long w = 1;
        int d = 0;
        boolean r = false;
        for (Entity entity : imports.values()) {
            w += entity.weight();
            d = Math.max(d, entity.depth());
            r |= entity.mentionsResources();
        }
        for (Entity entity : exports.values()) {
            w += entity.weight();
            d = Math.max(d, entity.depth());
            r |= entity.mentionsResources();
        }
        this.weight = w;
        this.depth = DepthLimit.check(d + 1);
        this.resources = r;
    }

    public Map<String, Entity> imports() {
        return imports;
    }

    public Map<String, Entity> exports() {
        return exports;
    }

    public Map<ResourceType, List<String>> imported() {
        return imported;
    }

    public Map<ResourceType, List<String>> defined() {
        return defined;
    }

    public Map<ResourceType, List<String>> explicit() {
        return explicit;
    }

    @Override
    public CompType copy() {
        return new CompType(imports, exports, imported, defined, explicit);
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public boolean mentionsResources() {
        return resources;
    }

    @Override
    public String describe() {
        return "component type";
    }
}
