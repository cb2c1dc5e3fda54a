package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.component.spi.contract.EngineFixture.function;
import static org.latticehost.component.spi.contract.EngineFixture.memory;
import static org.latticehost.component.spi.contract.TrapContract.assertTrap;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.TrapKind;

/** What one store may use. */
interface LimitContract extends EngineFixture {
    int REFUSED = -1;

    @Test
    default void refusesGrowthBeyondTheMemoryLimitInsideTheGuest() {
        try (CoreStore small = engine().newStore(new CoreStoreLimits(4 << 16, 10, 10, 10, 10))) {
            WasmBuilder module = WasmBuilder.module();
            module.export("m", CoreExternKind.MEMORY, module.memory(1, OptionalLong.empty()));
            module.exported("grow", "i:i", code().get(0).memoryGrow());
            CoreInstance instance = instantiate(small, module);
            assertThat(function(instance, 1).call(4)).containsExactly(REFUSED & 0xffff_ffffL);
            assertThat(function(instance, 1).call(3)).containsExactly(1);
            assertThat(function(instance, 1).call(1)).containsExactly(REFUSED & 0xffff_ffffL);
            assertThat(memory(instance, 0).byteSize()).isEqualTo(4 << 16);
            assertThat(small.memoryBytes()).isEqualTo(4 << 16);
        }
    }

    @Test
    default void aMemoryEaterIsRefusedAndLivesOn() {
        WasmBuilder module = WasmBuilder.module();
        module.memory(1, OptionalLong.empty());
        // Grows by 64 pages until it is refused, then answers the size it got to.
        module.exported(
                "eat",
                ":i",
                code().loop()
                        .i32(64)
                        .memoryGrow()
                        .i32(REFUSED)
                        .op(0x47)
                        .brIf(0)
                        .end()
                        .memorySize());
        try (CoreStore small = engine().newStore(new CoreStoreLimits(64L << 20, 10, 10, 10, 10))) {
            long[] pages = function(instantiate(small, module), 0).call();
            assertThat(pages[0]).isBetween(1024L - 64, 1024L);
        }
    }

    @Test
    default void refusesTableGrowthBeyondTheLimitInsideTheGuest() {
        try (CoreStore small = engine().newStore(new CoreStoreLimits(1 << 20, 10, 10, 10, 10))) {
            WasmBuilder module = WasmBuilder.module();
            int table = module.table(2, OptionalLong.empty());
            module.exported("grow", "i:i", code().refNullFunc().get(0).tableGrow(table));
            CoreInstance instance = instantiate(small, module);
            assertThat(function(instance, 0).call(9)).containsExactly(REFUSED & 0xffff_ffffL);
            assertThat(function(instance, 0).call(8)).containsExactly(2);
            assertThat(function(instance, 0).call(Integer.MAX_VALUE)).containsExactly(REFUSED & 0xffff_ffffL);
            assertThat(function(instance, 0).call(-1)).containsExactly(REFUSED & 0xffff_ffffL);
        }
    }

    @Test
    default void failsToInstantiateWhatStartsBeyondALimit() {
        CoreStoreLimits limits = new CoreStoreLimits(2 << 16, 10, 1, 1, 2);
        WasmBuilder bigMemory = WasmBuilder.module();
        bigMemory.memory(3, OptionalLong.empty());
        assertLimit(limits, bigMemory);
        WasmBuilder bigTable = WasmBuilder.module();
        bigTable.table(11, OptionalLong.empty());
        assertLimit(limits, bigTable);
        WasmBuilder oneMemory = WasmBuilder.module();
        oneMemory.memory(1, OptionalLong.empty());
        assertLimit(limits, oneMemory, oneMemory);
        WasmBuilder oneTable = WasmBuilder.module();
        oneTable.table(1, OptionalLong.empty());
        assertLimit(limits, oneTable, oneTable);
        WasmBuilder nothing = WasmBuilder.module();
        assertLimit(limits, nothing, nothing, nothing);
    }

    /** All but the last fit; the last one does not. */
    private void assertLimit(CoreStoreLimits limits, WasmBuilder... modules) {
        try (CoreStore small = engine().newStore(limits)) {
            for (int i = 0; i < modules.length - 1; i++) {
                instantiate(small, modules[i]);
            }
            assertTrap(TrapKind.LIMIT, () -> instantiate(small, modules[modules.length - 1]));
        }
    }
}
