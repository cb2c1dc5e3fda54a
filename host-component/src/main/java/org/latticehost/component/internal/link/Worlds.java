package org.latticehost.component.internal.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.ExportDef;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.ImportDef;
import org.latticehost.component.internal.model.InstanceType;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitWorld;

/** Imports and exports of components as the types of the API. */
public final class Worlds {
    private Worlds() {}

    /** What a component imports and exports; things that are neither interfaces nor functions are left out. */
    public static WitWorld of(ComponentDef component) {
        List<WitInterface> imports = new ArrayList<>();
        Map<String, FunctionType> importedFunctions = new LinkedHashMap<>();
        for (ImportDef wanted : component.imports()) {
            collect(wanted.name(), wanted.type(), imports, importedFunctions);
        }
        List<WitInterface> exports = new ArrayList<>();
        Map<String, FunctionType> exportedFunctions = new LinkedHashMap<>();
        for (ExportDef offered : component.exports()) {
            collect(offered.name(), offered.type(), exports, exportedFunctions);
        }
        return new WitWorld(imports, importedFunctions, exports, exportedFunctions);
    }

    private static void collect(
            String name, ExternType type, List<WitInterface> interfaces, Map<String, FunctionType> functions) {
        if (type instanceof ExternType.Func func) {
            functions.put(name, func.type());
        } else if (type instanceof ExternType.Instance instance) {
            InterfaceName.parse(name)
                    .ifPresent(n -> interfaces.add(toInterface(n, instance.type(), UnaryOperator.identity())));
        }
    }

    /**
     * An instance type as an interface.
     *
     * @param resources replaces resource types
     */
    static WitInterface toInterface(InterfaceName name, InstanceType type, UnaryOperator<ResourceType> resources) {
        ResourceSubstitution substitution = new ResourceSubstitution(resources);
        Map<String, FunctionType> functions = new LinkedHashMap<>();
        Map<String, ResourceType> resourceTypes = new LinkedHashMap<>();
        Map<String, WitType> types = new LinkedHashMap<>();
        for (InstanceType.Export export : type.exports()) {
            if (export.type() instanceof ExternType.Func func) {
                functions.put(export.name(), substitution.function(func.type()));
            } else if (export.type() instanceof ExternType.Resource resource) {
                resourceTypes.put(export.name(), resources.apply(resource.type()));
            } else if (export.type() instanceof ExternType.Value value) {
                types.put(export.name(), substitution.type(value.type()));
            }
        }
        return new WitInterface(name, functions, resourceTypes, types);
    }
}
