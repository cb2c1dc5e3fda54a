package org.latticehost.component.internal.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.ImportDef;
import org.latticehost.component.internal.model.ResourceSlot;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** Links components. */
public final class Linker {
    private Linker() {}

    /**
     * Makes the plan for instances of a component.
     *
     * @throws ComponentLoadException with code {@code UNRESOLVED_IMPORT} naming every import that has no value
     */
    public static Plan link(ComponentDef component, ImportSource source) {
        PlanBuilder plan = new PlanBuilder();
        Map<String, Value> imports = new HashMap<>();
        List<String> problems = new ArrayList<>();
        Set<Integer> bringResources = new HashSet<>();
        for (ResourceSlot slot : component.resources()) {
            if (slot instanceof ResourceSlot.Imported imported) {
                bringResources.add(imported.importIndex());
            }
        }
        for (int i = 0; i < component.imports().size(); i++) {
            ImportDef wanted = component.imports().get(i);
            if (isNeeded(wanted, bringResources.contains(i))) {
                try {
                    imports.put(wanted.name(), source.find(wanted, plan::hostResource));
                } catch (ImportSource.UnresolvedImport e) {
                    problems.add(e.getMessage());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ComponentLoadException(
                    ErrorCode.UNRESOLVED_IMPORT, "cannot link the component: " + String.join("; ", problems));
        }
        Value.Instance root = ComponentLinker.link(plan, new Value.Component(component, null), imports, -1);
        return plan.build(root.exports());
    }

    /** A type import is nothing at run time, unless it brings a resource type that nothing else brings. */
    private static boolean isNeeded(ImportDef wanted, boolean bringsResource) {
        return wanted.type() instanceof ExternType.Resource
                ? bringsResource
                : !(wanted.type() instanceof ExternType.Value) && !(wanted.type() instanceof ExternType.NamedType);
    }
}
