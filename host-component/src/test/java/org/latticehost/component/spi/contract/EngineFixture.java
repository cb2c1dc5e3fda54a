package org.latticehost.component.spi.contract;

import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreGlobal;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreStore;

/** The engine under test and a store of default limits, with shorthands. */
interface EngineFixture {
    CoreEngine engine();

    CoreStore store();

    default CoreInstance instantiate(WasmBuilder module, CoreExtern... imports) {
        return instantiate(store(), module, imports);
    }

    default CoreInstance instantiate(CoreStore store, WasmBuilder module, CoreExtern... imports) {
        return store.instantiate(engine().compile(module.source()), imports);
    }

    default CoreFunction host(String type, CoreHostFunction body) {
        return store().hostFunction(WasmBuilder.sig(type), body);
    }

    static CoreFunction function(CoreInstance instance, int export) {
        return (CoreFunction) instance.export(export);
    }

    static CoreMemory memory(CoreInstance instance, int export) {
        return (CoreMemory) instance.export(export);
    }

    static CoreGlobal global(CoreInstance instance, int export) {
        return (CoreGlobal) instance.export(export);
    }
}
