package org.latticehost.component.internal.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreModuleSource;

/** The core modules of one component, compiled by one engine. Immutable and thread-safe. */
final class CompiledModules implements AutoCloseable {
    private final CoreEngine engine;
    private final boolean whole;
    private final Map<String, CoreModule> bySha256 = new HashMap<>();

    private CompiledModules(CoreEngine engine, boolean whole) {
        this.engine = engine;
        this.whole = whole;
    }

    /**
     * @param whole whether to refuse what the engine would compile in part only
     */
    static CompiledModules compile(CoreEngine engine, ComponentDef component, boolean whole) {
        CompiledModules modules = new CompiledModules(engine, whole);
        try {
            modules.addAll(component);
            return modules;
        } catch (RuntimeException | Error e) {
            modules.close();
            throw e;
        }
    }

    private void addAll(ComponentDef component) {
        for (Step step : component.steps()) {
            if (step instanceof Step.Module module) {
                add(module.source());
            } else if (step instanceof Step.Component nested) {
                addAll(nested.definition());
            }
        }
    }

    private void add(CoreModuleSource source) {
        if (!bySha256.containsKey(source.sha256())) {
            bySha256.put(source.sha256(), whole ? engine.compileWhole(source) : engine.compile(source));
        }
    }

    CoreEngine engine() {
        return engine;
    }

    boolean fullyCompiled() {
        return bySha256.values().stream().allMatch(CoreModule::fullyCompiled);
    }

    /** The compiled forms in the order of a plan. */
    CoreModule[] inOrderOf(List<CoreModuleSource> sources) {
        return sources.stream().map(s -> module(s)).toArray(CoreModule[]::new);
    }

    private CoreModule module(CoreModuleSource source) {
        CoreModule module = bySha256.get(source.sha256());
        if (module == null) {
            throw new IllegalStateException("module " + source.sha256() + " is not of this component");
        }
        return module;
    }

    @Override
    public void close() {
        bySha256.values().forEach(CoreModule::close);
    }
}
