package org.latticehost.host.wit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The type of an interface: its functions and resources. Immutable.
 *
 * @param name the interface's name
 * @param functions by the name the Component Model gives them: {@code get}, {@code [method]bucket.get},
 *     {@code [static]fields.from-list}, {@code [constructor]fields}; in declared order
 * @param resources the resource types it exports, by name; those it merely uses are found inside its functions
 */
public record WitInterface(
        InterfaceName name, Map<String, FunctionType> functions, Map<String, ResourceType> resources) {
    public WitInterface {
        functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
        resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    }
}
