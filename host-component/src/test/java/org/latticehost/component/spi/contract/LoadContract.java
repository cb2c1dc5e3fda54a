package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticehost.component.spi.contract.EngineFixture.function;
import static org.latticehost.component.spi.contract.EngineFixture.memory;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.host.error.ComponentLoadException;

/** Compiling, and the end of things. */
interface LoadContract extends EngineFixture {

    private static CoreModuleSource source(byte[] bytes) {
        return new CoreModuleSource(bytes, new CoreModuleType(List.of(), List.of()), WasmBuilder.sha256(bytes));
    }

    @Test
    default void namesItselfAndItsVersion() {
        assertThat(engine().name()).isNotBlank();
        assertThat(engine().version()).isNotBlank();
    }

    @Test
    default void tellsWhatItCompiled() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("f", ":", code());
        CoreModuleSource source = module.source();
        try (CoreModule compiled = engine().compile(source)) {
            assertThat(compiled.type()).isEqualTo(source.type());
            assertThat(compiled.fullyCompiled()).isTrue();
        }
    }

    @Test
    default void refusesBytesThatAreNoModule() {
        for (byte[] bytes : new byte[][] {
            {}, {0, 'a', 's', 'm'}, "not wasm at all".getBytes(StandardCharsets.UTF_8), {0, 'a', 's', 'm', 13, 0, 1, 0}
        }) {
            assertThatThrownBy(() -> engine().compile(source(bytes))).isInstanceOf(ComponentLoadException.class);
        }
    }

    @Test
    default void refusesInvalidModules() {
        WasmBuilder wrongResult = WasmBuilder.module();
        wrongResult.exported("f", ":i", code().i64(1));
        WasmBuilder emptyStack = WasmBuilder.module();
        emptyStack.exported("f", ":i", code().op(WasmCode.I32_ADD));
        WasmBuilder unknownFunction = WasmBuilder.module();
        unknownFunction.exported("f", ":", code().call(7));
        WasmBuilder noMemory = WasmBuilder.module();
        noMemory.exported("f", ":i", code().i32(0).i32Load(0));
        WasmBuilder wideOffset = WasmBuilder.module();
        wideOffset.memory(1, OptionalLong.empty());
        wideOffset.data(0, code().i64(0), new byte[1]);
        WasmBuilder unknownElement = WasmBuilder.module();
        unknownElement.table(1, OptionalLong.empty());
        unknownElement.elements(0, code().i32(0), 4);
        WasmBuilder variableOffset = WasmBuilder.module();
        variableOffset.memory(1, OptionalLong.empty());
        int variable = variableOffset.importGlobal("", "v", 'i', true);
        variableOffset.data(0, code().globalGet(variable).i32(1).op(WasmCode.I32_ADD), new byte[1]);
        WasmBuilder wideSum = WasmBuilder.module();
        wideSum.global('f', false, code().i32(1).i32(1).op(WasmCode.I32_ADD));
        for (WasmBuilder invalid : List.of(
                wrongResult,
                emptyStack,
                unknownFunction,
                noMemory,
                wideOffset,
                unknownElement,
                variableOffset,
                wideSum)) {
            assertThatThrownBy(() -> engine().compile(invalid.source())).isInstanceOf(ComponentLoadException.class);
        }
    }

    @Test
    default void neverFailsInAnyOtherWayOnDamagedModules() {
        WasmBuilder module = WasmBuilder.module();
        int imported = module.importFunction("m", "n", "i:i");
        module.memory(1, OptionalLong.of(2));
        module.table(3, OptionalLong.empty());
        module.data(0, code().i32(8), new byte[] {1, 2, 3});
        module.elements(0, code().i32(0), imported);
        module.exported(
                "f", "i:i", code().loop().get(0).call(imported).brIf(0).end().get(0));
        byte[] good = module.bytes();
        long seed = 7;
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int i = 0; i < 1 + random.nextInt(3) && bytes.length > 8; i++) {
                bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
            }
            try {
                engine().compile(source(bytes)).close();
            } catch (ComponentLoadException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    default void refusesCountsThatCannotBeTrueWithoutAllocatingForThem() {
        for (int section = 1; section <= 12; section++) {
            byte[] bytes = {0, 'a', 's', 'm', 1, 0, 0, 0, (byte) section, 5, -1, -1, -1, -1, 15};
            assertThatThrownBy(() -> engine().compile(source(bytes))).isInstanceOf(ComponentLoadException.class);
        }
    }

    @Test
    default void closingTwiceIsHarmlessAndUseAfterwardsIsRefused() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("f", ":", code());
        module.export("m", CoreExternKind.MEMORY, module.memory(1, OptionalLong.empty()));
        CoreModule compiled = engine().compile(module.source());
        CoreStore closed = engine().newStore(CoreStoreLimits.defaults());
        CoreInstance instance = closed.instantiate(compiled, new CoreExtern[0]);
        CoreFunction function = function(instance, 0);
        CoreMemory memory = memory(instance, 1);
        closed.close();
        closed.close();
        assertThatThrownBy(() -> function.call()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.getByte(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.put(0, new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.instantiate(compiled, new CoreExtern[0]))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::snapshot).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> instance.export(0)).isInstanceOf(IllegalStateException.class);
        closed.interrupt();
        assertThat(closed.memoryBytes()).isZero();
        compiled.close();
        compiled.close();
    }
}
