package org.latticehost.component.suite;

import java.util.HashMap;
import java.util.Map;
import org.latticehost.component.internal.link.ImportSource;
import org.latticehost.component.internal.link.Value;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.ImportDef;
import org.latticehost.component.internal.model.InstanceType;

/** Offers whatever is asked for: functions that trap, and resources that nobody makes. */
final class StubbedImports implements ImportSource {
    private final ImportSource first;

    /**
     * @param first asked before
     */
    StubbedImports(ImportSource first) {
        this.first = first;
    }

    @Override
    public Value find(ImportDef wanted, HostResources resources) throws UnresolvedImport {
        try {
            return first.find(wanted, resources);
        } catch (UnresolvedImport e) {
            return stub(wanted.name(), wanted.type(), resources);
        }
    }

    private static Value stub(String name, ExternType type, HostResources resources) throws UnresolvedImport {
        if (type instanceof ExternType.Func) {
            return new Value.Host(name, null);
        }
        if (type instanceof ExternType.Resource resource) {
            return new Value.Resource(resources.number(resource.type(), o -> {}));
        }
        if (!(type instanceof ExternType.Instance instance)) {
            throw new UnresolvedImport("no stub for '" + name + "': " + type.sort());
        }
        Map<String, Value> exports = new HashMap<>();
        for (InstanceType.Export export : instance.type().exports()) {
            if (!(export.type() instanceof ExternType.Value) && !(export.type() instanceof ExternType.NamedType)) {
                exports.put(export.name(), stub(export.name(), export.type(), resources));
            }
        }
        return new Value.Instance(exports);
    }
}
