package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;

/** Base of the contract tests: an engine, a store and shorthands. */
public abstract class CoreEngineContract {
    protected static final long ENGINE_MAX_MEMORY = 512L << 20;

    protected CoreEngine engine;
    protected CoreStore store;

    /** Opens the engine under test. */
    protected abstract CoreEngine open(CoreEngineOptions options);

    @BeforeEach
    void openEngine() {
        engine = open(new CoreEngineOptions(Optional.empty(), ENGINE_MAX_MEMORY));
        store = engine.newStore(CoreStoreLimits.defaults());
    }

    @AfterEach
    void closeEngine() {
        store.close();
        engine.close();
    }

    protected final CoreInstance instantiate(WasmBuilder module, CoreExtern... imports) {
        return instantiate(engine.compile(module.source()), imports);
    }

    protected final CoreInstance instantiate(CoreModule module, CoreExtern... imports) {
        return store.instantiate(module, imports);
    }

    protected static CoreFunction function(CoreInstance instance, int export) {
        return (CoreFunction) instance.export(export);
    }

    @Test
    void runsAnExportedFunction() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("add", "ii:i", code().get(0).get(1).op(WasmCode.I32_ADD));
        assertThat(function(instantiate(module), 0).call(2, 40)).containsExactly(42);
    }
}
