package org.latticehost.endive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;
import org.latticehost.component.spi.contract.WasmBuilder;
import org.latticehost.component.spi.contract.WasmCode;

/** Functions that are too large for a Java method: interpreted, but with the same guarantees. */
class InterpretedFunctionTest {
    static final int STEPS = 20_000;

    private CoreEngine engine;
    private CoreStore store;

    @BeforeEach
    void open() {
        engine = new EndiveEngineFactory().create(new CoreEngineOptions(Optional.empty(), 1 << 20));
        store = engine.newStore(CoreStoreLimits.defaults());
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    /** Adds {@link #STEPS} to what the imported function answers for its argument, one at a time. */
    static WasmBuilder hugeFunction() {
        WasmBuilder module = WasmBuilder.module();
        int host = module.importFunction("", "", "i:i");
        module.exported("huge", "i:i", padded(code().get(0).call(host)));
        return module;
    }

    private static WasmCode padded(WasmCode code) {
        for (int i = 0; i < STEPS; i++) {
            // A constant that takes an entry of the constant pool.
            code.i32(100_001).op(WasmCode.I32_ADD).i32(100_000).op(WasmCode.I32_SUB);
        }
        return code;
    }

    private CoreInstance instantiate(WasmBuilder module, CoreHostFunction host) {
        CoreModule compiled = engine.compile(module.source());
        assertThat(compiled.fullyCompiled()).isFalse();
        return store.instantiate(compiled, new CoreExtern[] {store.hostFunction(WasmBuilder.sig("i:i"), host)});
    }

    @Test
    void runs() {
        CoreFunction huge =
                (CoreFunction) instantiate(hugeFunction(), args -> args).export(0);
        assertThat(huge.call(5)).containsExactly(STEPS + 5);
    }

    @Test
    void passesHostExceptionsThroughAsTheSameObject() {
        IllegalStateException failure = new IllegalStateException("host");
        CoreFunction huge = (CoreFunction) instantiate(hugeFunction(), args -> {
                    throw failure;
                })
                .export(0);
        assertThatThrownBy(() -> huge.call(1)).isSameAs(failure);
        assertThatThrownBy(() -> huge.call(1)).isSameAs(failure);
    }

    @Test
    void callsFunctionsOfTheHostThroughTables() {
        WasmBuilder module = WasmBuilder.module();
        module.type("F:F");
        int host = module.importFunction("", "", "i:i");
        int table = module.table(2, OptionalLong.empty());
        module.elements(table, code().i32(0), host);
        int type = module.type("i:i");
        module.exported("huge", "i:i", padded(code().get(0).i32(0).callIndirect(type, table)));
        module.exported(
                "wrong", ":", padded(code().i32(0)).op(WasmCode.DROP).i32(0).callIndirect(module.type(":"), table));
        module.exported(
                "empty", ":", padded(code().i32(0)).op(WasmCode.DROP).i32(1).callIndirect(module.type(":"), table));
        CoreInstance instance = instantiate(module, args -> new long[] {args[0] * 2});
        assertThat(((CoreFunction) instance.export(0)).call(5)).containsExactly(STEPS + 10);
        assertThat(trap((CoreFunction) instance.export(1))).isEqualTo(TrapKind.INDIRECT_CALL_TYPE);
        assertThat(trap((CoreFunction) instance.export(2))).isEqualTo(TrapKind.UNINITIALIZED_ELEMENT);
    }

    private static TrapKind trap(CoreFunction function) {
        return catchThrowableOfType(CoreTrapException.class, function::call).kind();
    }

    @Test
    void stopsWhenInterrupted() {
        WasmBuilder module = WasmBuilder.module();
        int host = module.importFunction("", "", "i:i");
        module.exported(
                "huge",
                ":",
                padded(code().i32(0).call(host)).op(WasmCode.DROP).loop().br(0).end());
        CoreInstance instance = instantiate(module, args -> {
            Thread later = new Thread(store::interrupt);
            later.start();
            return args;
        });
        assertThat(trap((CoreFunction) instance.export(0))).isEqualTo(TrapKind.INTERRUPTED);
        assertThat(Thread.interrupted()).isFalse();
    }
}
