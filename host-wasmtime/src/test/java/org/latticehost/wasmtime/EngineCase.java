package org.latticehost.wasmtime;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.contract.WasmBuilder;
import org.latticehost.component.spi.contract.WasmCode;

/** An engine, a store, and modules that most tests need. */
@Timeout(120)
abstract class EngineCase {
    static final CoreEngineOptions OPTIONS = new CoreEngineOptions(Optional.empty(), 64 << 20);

    CoreEngine engine;
    CoreStore store;

    @BeforeEach
    void open() {
        NativeLibrary.load(Optional.empty());
        engine = make();
        store = engine.newStore(CoreStoreLimits.defaults());
    }

    CoreEngine make() {
        return new WasmtimeEngine(OPTIONS);
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    CoreInstance instantiate(CoreStore target, WasmBuilder module, CoreExtern... imports) {
        return target.instantiate(engine.compile(module.source()), imports);
    }

    /** A guest function that calls the host. */
    CoreFunction calling(CoreStore target, CoreHostFunction body) {
        WasmBuilder module = WasmBuilder.module();
        int host = module.importFunction("", "", "i:i");
        module.exported("run", "i:i", WasmCode.code().get(0).call(host));
        return (CoreFunction) instantiate(target, module, target.hostFunction(WasmBuilder.sig("i:i"), body))
                .export(0);
    }

    /** A guest function that counts down from its argument. */
    CoreFunction counting(CoreStore target) {
        WasmBuilder module = WasmBuilder.module();
        module.exported(
                "run",
                "I:I",
                WasmCode.code()
                        .loop()
                        .get(0)
                        .i64(1)
                        .op(0x7d)
                        .op(0x22, 0)
                        .i64(0)
                        .op(0x55)
                        .brIf(0)
                        .end()
                        .get(0));
        return (CoreFunction) instantiate(target, module).export(0);
    }
}
