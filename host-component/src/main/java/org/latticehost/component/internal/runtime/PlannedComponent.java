package org.latticehost.component.internal.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.latticehost.component.internal.link.Plan;
import org.latticehost.component.internal.link.Value;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.ExportDef;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.InstanceType;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;

/** A linked component: its plan and its exports by name. Immutable and thread-safe. */
public final class PlannedComponent implements LinkedComponent {
    private final CompiledComponent compiled;
    private final CoreEngine engine;
    private final Plan plan;
    private final CoreModule[] modules;
    private final LinkOptions options;
    private final CoreStoreLimits limits;
    private final Map<String, Map<String, ExportedFunctionOf>> exports = new HashMap<>();

    PlannedComponent(
            CompiledComponent compiled,
            CompiledModules modules,
            ComponentDef definition,
            Plan plan,
            LinkOptions options,
            long maxMemoryBytes) {
        this.compiled = compiled;
        this.engine = modules.engine();
        this.plan = plan;
        this.modules = modules.inOrderOf(plan.modules());
        this.options = options;
        CoreStoreLimits d = CoreStoreLimits.defaults();
        this.limits = new CoreStoreLimits(
                Math.min(options.maxMemoryBytes(), maxMemoryBytes),
                d.maxTableElements(),
                Math.min(d.maxMemories(), options.maxCoreInstances()),
                d.maxTables(),
                Math.min(d.maxInstances(), options.maxCoreInstances()));
        for (ExportDef export : definition.exports()) {
            Value value = plan.exports().get(export.name());
            if (export.type() instanceof ExternType.Func func && value != null) {
                put("", export.name(), export.name(), func, value);
            } else if (export.type() instanceof ExternType.Instance instance
                    && value instanceof Value.Instance members) {
                putAll(export.name(), instance.type(), members);
            }
        }
    }

    private void putAll(String interfaceName, InstanceType type, Value.Instance members) {
        for (InstanceType.Export export : type.exports()) {
            Value value = members.exports().get(export.name());
            if (export.type() instanceof ExternType.Func func && value != null) {
                put(interfaceName, export.name(), interfaceName + "#" + export.name(), func, value);
            }
        }
    }

    private void put(String interfaceName, String function, String fullName, ExternType.Func type, Value target) {
        exports.computeIfAbsent(interfaceName, n -> new HashMap<>())
                .put(function, new ExportedFunctionOf(this, fullName, type.type(), target));
    }

    @Override
    public CompiledComponent compiled() {
        return compiled;
    }

    @Override
    public Optional<ExportedFunction> export(String interfaceName, String function) {
        Map<String, ExportedFunctionOf> functions = exports.getOrDefault(interfaceName, Map.of());
        return Optional.ofNullable(functions.get(function));
    }

    /** The exports as the linker knows them. */
    public Map<String, Value> exportedValues() {
        return plan.exports();
    }

    @Override
    public ComponentInstance instantiate(InvocationContext invocation) {
        return RunningInstance.start(this, plan, modules, engine.newStore(limits), options, invocation);
    }

    @Override
    public void close() {
        // Everything is held by the compiled component.
    }

    @Override
    public String toString() {
        return "linked " + compiled;
    }
}
