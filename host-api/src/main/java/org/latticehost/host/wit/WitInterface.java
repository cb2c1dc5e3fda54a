package org.latticehost.host.wit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A WIT interface with every name resolved. Immutable.
 *
 * @param name its full name, with the version of its package
 * @param functions by canonical name, in order: {@code get}, {@code [method]bucket.get}, {@code [static]bucket.open},
 *     {@code [constructor]bucket}; methods have the parameter {@code self} first
 * @param resources the resource types it declares or takes over by {@code use}, by the name they have here
 * @param types every other named type it declares or takes over by {@code use}, by the name it has here
 */
public record WitInterface(
        InterfaceName name,
        Map<String, FunctionType> functions,
        Map<String, ResourceType> resources,
        Map<String, WitType> types) {
    public WitInterface {
        functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
        resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /**
     * The function of that canonical name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FunctionType function(String canonicalName) {
        FunctionType type = functions.get(canonicalName);
        if (type == null) {
            throw new IllegalArgumentException(name + " has no function '" + canonicalName + "'");
        }
        return type;
    }

    /**
     * The resource type of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ResourceType resource(String resourceName) {
        ResourceType type = resources.get(resourceName);
        if (type == null) {
            throw new IllegalArgumentException(name + " has no resource '" + resourceName + "'");
        }
        return type;
    }

    /**
     * The value type of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public WitType type(String typeName) {
        WitType type = types.get(typeName);
        if (type == null) {
            throw new IllegalArgumentException(name + " has no type '" + typeName + "'");
        }
        return type;
    }
}
