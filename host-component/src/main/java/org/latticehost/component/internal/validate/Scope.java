package org.latticehost.component.internal.validate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.ReaderLimits;
import org.latticehost.component.internal.types.CompType;
import org.latticehost.component.internal.types.DefType;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.FuncType;
import org.latticehost.component.internal.types.InstType;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.ValType;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.host.wit.ResourceType;

/** The index spaces and names of a component, component type or instance type while it is being read. */
final class Scope {
    enum Kind {
        COMPONENT,
        COMPONENT_TYPE,
        INSTANCE_TYPE
    }

    /**
     * A component in the component space.
     *
     * @param cost what instantiating it makes, as far as it is known here
     */
    record ComponentEntry(CompType type, Cost cost) {}

    final Kind kind;
    final List<CoreTypes.Entry> coreTypes = new ArrayList<>();
    final List<CoreFuncType> coreFuncs = new ArrayList<>();
    final List<CoreExternType> coreTables = new ArrayList<>();
    final List<CoreExternType> coreMemories = new ArrayList<>();
    final List<CoreExternType> coreGlobals = new ArrayList<>();
    final List<CoreExternType> coreTags = new ArrayList<>();
    final List<ModuleEntry> modules = new ArrayList<>();
    final List<CoreInstanceEntry> coreInstances = new ArrayList<>();
    final List<DefType> types = new ArrayList<>();
    final List<FuncType> funcs = new ArrayList<>();
    final List<InstType> instances = new ArrayList<>();
    final List<ComponentEntry> components = new ArrayList<>();

    final Map<String, Entity> imports = new LinkedHashMap<>();
    final Map<String, Entity> exports = new LinkedHashMap<>();
    final Set<String> importNames = new HashSet<>();
    final Set<String> exportNames = new HashSet<>();
    final ResourceNames importedResourceNames = new ResourceNames();
    final ResourceNames exportedResourceNames = new ResourceNames();

    /** Resource types that come in from outside, with the names that lead to them. */
    final Map<ResourceType, List<String>> imported = new LinkedHashMap<>();
    /** The part of {@link #imported} that the latest import brought. */
    final Map<ResourceType, List<String>> freshImports = new LinkedHashMap<>();
    /** Resource types that come into being here; true for those whose representation is known here. */
    final Map<ResourceType, Boolean> defined = new LinkedHashMap<>();
    /** Resource types that are exported, with the names that lead to them. */
    final Map<ResourceType, List<String>> explicit = new LinkedHashMap<>();

    /** Definitions that imports may mention. */
    final Set<DefType> importedTypes = identitySet();
    /** Definitions that exports may mention. */
    final Set<DefType> exportedTypes = identitySet();

    private long weight;

    Scope(Kind kind) {
        this.kind = kind;
    }

    private static Set<DefType> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Counts the type of an import or export in. */
    void addWeight(long more) {
        weight += more;
        Limit.weight(weight);
    }

    static <T> T at(List<T> space, int index, String what) {
        if (index < 0 || index >= space.size()) {
            throw new TypeException("unknown " + what + " " + index + ": " + what + " index out of bounds");
        }
        return space.get(index);
    }

    /** Appends to a space, within its limit. */
    static <T> int push(List<T> space, T item, String what) {
        if (space.size() >= ReaderLimits.PER_SCOPE) {
            throw new TypeException("too many " + what + "s: the limit is " + ReaderLimits.PER_SCOPE);
        }
        space.add(item);
        return space.size() - 1;
    }

    DefType type(int index) {
        return at(types, index, "type");
    }

    ValType valueType(int index) {
        if (type(index) instanceof ValType value) {
            return value;
        }
        throw new TypeException("type index " + index + " is not a defined type");
    }

    FuncType funcType(int index) {
        if (type(index) instanceof FuncType func) {
            return func;
        }
        throw new TypeException("type index " + index + " is not a function type");
    }

    ResourceRef resource(int index) {
        if (type(index) instanceof ResourceRef ref) {
            return ref;
        }
        throw new TypeException("type index " + index + " is not a resource type");
    }

    CoreFuncType coreFunc(int index) {
        return at(coreFuncs, index, "core function");
    }

    /** The core space of a kind other than functions. */
    List<CoreExternType> coreSpace(CoreExternKind of) {
        return switch (of) {
            case TABLE -> coreTables;
            case MEMORY -> coreMemories;
            case GLOBAL -> coreGlobals;
            case TAG -> coreTags;
            case FUNC -> throw new IllegalArgumentException("functions have their own space");
        };
    }

    /** The names of resource types in imports or in exports, to check names of methods. */
    static final class ResourceNames {
        private final Map<ResourceRef, String> byRef = new IdentityHashMap<>();
        private final Set<String> all = new HashSet<>();

        void register(String name, ResourceRef ref) {
            byRef.put(ref, name);
            all.add(name);
        }

        @Nullable String nameOf(ResourceRef ref) {
            return byRef.get(ref);
        }

        boolean has(String name) {
            return all.contains(name);
        }
    }
}
