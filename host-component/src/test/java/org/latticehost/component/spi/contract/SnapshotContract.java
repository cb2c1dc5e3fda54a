package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticehost.component.spi.contract.EngineFixture.function;
import static org.latticehost.component.spi.contract.EngineFixture.global;
import static org.latticehost.component.spi.contract.EngineFixture.memory;
import static org.latticehost.component.spi.contract.TrapContract.assertTrap;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreSnapshot;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.TrapKind;

/** Putting a store back. What one caller wrote must not be there for the next: this is a security boundary. */
interface SnapshotContract extends EngineFixture {

    private static WasmBuilder module() {
        WasmBuilder module = WasmBuilder.module();
        module.export("m", CoreExternKind.MEMORY, module.memory(3, OptionalLong.empty()));
        module.data(0, code().i32(100), new byte[] {1, 2, 3});
        module.passiveData(new byte[] {7, 7, 7, 7});
        int table = module.table(2, OptionalLong.empty());
        int one = module.function(":i", code().i32(1));
        int two = module.function(":i", code().i32(2));
        module.elements(table, code().i32(0), one, two);
        module.passiveElements(two);
        module.export("g", CoreExternKind.GLOBAL, module.global('I', true, code().i64(5)));
        module.exported("grow", "i:i", code().get(0).memoryGrow());
        module.exported("fill", "iii:", code().get(0).get(1).get(2).memoryFill());
        module.exported("store8", "ii:", code().get(0).get(1).i32Store8(0));
        module.exported("store64", "iI:", code().get(0).get(1).i64Store(0));
        module.exported("copy", "iii:", code().get(0).get(1).get(2).memoryCopy());
        module.exported("init", "i:", code().get(0).i32(0).i32(4).memoryInit(1));
        module.exported("dropData", ":", code().dataDrop(1));
        module.exported("call", "i:i", code().get(0).callIndirect(module.type(":i"), table));
        module.exported("clear", "i:", code().get(0).refNullFunc().tableSet(table));
        module.exported("growTable", ":i", code().refNullFunc().i32(5).tableGrow(table));
        module.exported("initTable", ":", code().i32(0).i32(0).i32(1).tableInit(1, table));
        module.exported("dropElements", ":", code().elemDrop(1));
        return module;
    }

    private static byte[] content(CoreMemory memory) {
        byte[] all = new byte[(int) memory.byteSize()];
        memory.get(0, all, 0, all.length);
        return all;
    }

    @Test
    default void erasesEverythingWrittenSinceWhoeverWroteIt() {
        CoreInstance instance = instantiate(module());
        CoreMemory memory = memory(instance, 0);
        memory.putInt(5000, 42);
        CoreSnapshot snapshot = store().snapshot();
        byte[] before = content(memory);
        long seed = 20_240_607;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int writes = random.nextInt(20);
            for (int i = 0; i < writes; i++) {
                write(instance, memory, random);
            }
            store().restore(snapshot);
            assertThat(Arrays.mismatch(content(memory), before))
                    .as("first difference in round " + round + " of seed " + seed)
                    .isEqualTo(-1);
        }
    }

    private static void write(CoreInstance instance, CoreMemory memory, Random random) {
        int size = (int) memory.byteSize();
        // Addresses crowd around the borders of pages of any kind.
        int address = random.nextBoolean() ? random.nextInt(size - 5000) : 4096 * random.nextInt(size / 4096);
        address = Math.max(0, address - random.nextInt(9));
        int length = random.nextInt(4, 5000);
        switch (random.nextInt(12)) {
            case 0 -> memory.putByte(address, (byte) -1);
            case 1 -> memory.putShort(address, (short) -1);
            case 2 -> memory.putInt(address, -1);
            case 3 -> memory.putLong(address, -1);
            case 4 -> memory.put(Math.min(address, size - length), noise(random, length), 0, length);
            case 5 -> memory.copyTo(random.nextInt(size - length), memory, Math.min(address, size - length), length);
            case 6 -> function(instance, 3).call(Math.min(address, size - length), 255, length);
            case 7 -> function(instance, 4).call(address, 255);
            case 8 -> function(instance, 5).call(address, -1);
            case 9 -> function(instance, 6).call(Math.min(address, size - length), 90, length);
            case 10 -> function(instance, 7).call(address);
            default -> function(instance, 2).call(random.nextInt(3));
        }
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    default void putsTheSizeOfMemoryBack() {
        CoreInstance instance = instantiate(module());
        CoreMemory memory = memory(instance, 0);
        CoreSnapshot snapshot = store().snapshot();
        function(instance, 2).call(2);
        memory.putInt((4 << 16) + 8, 1);
        store().restore(snapshot);
        assertThat(memory.byteSize()).isEqualTo(3 << 16);
        assertThat(store().memoryBytes()).isEqualTo(3 << 16);
        assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.getInt(3 << 16));
        assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> function(instance, 4).call(3 << 16, 1));
        assertThat(function(instance, 2).call(2)).containsExactly(3);
        assertThat(memory.getInt((4 << 16) + 8)).as("grown memory is zero").isZero();
    }

    @Test
    default void grownMemoryIsZeroWhoeverGrewAndWroteBefore() {
        WasmBuilder module = module();
        var compiled = engine().compile(module.source());
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            try (CoreStore fresh = engine().newStore(CoreStoreLimits.defaults())) {
                CoreInstance instance = fresh.instantiate(compiled, new CoreExtern[0]);
                CoreMemory memory = memory(instance, 0);
                memory.putLong(random.nextInt((3 << 16) - 7), -1);
                CoreSnapshot snapshot = fresh.snapshot();
                for (int call = 0; call < 3; call++) {
                    byte[] before = content(memory);
                    write(instance, memory, random);
                    byte[] written = content(memory);
                    int pages = written.length >> 16;
                    function(instance, 2).call(random.nextInt(1, 3));
                    byte[] grown = content(memory);
                    assertThat(Arrays.mismatch(written, Arrays.copyOf(grown, written.length)))
                            .as("content kept by growth from %s pages, round %s of seed %s", pages, round, seed)
                            .isEqualTo(-1);
                    assertThat(Arrays.copyOfRange(grown, written.length, grown.length))
                            .as("new memory, round %s of seed %s", round, seed)
                            .containsOnly(0);
                    function(instance, 6).call(written.length - 3, 255, 1 << 16);
                    fresh.restore(snapshot);
                    assertThat(Arrays.mismatch(content(memory), before)).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    default void putsGlobalsAndTablesBack() {
        CoreInstance instance = instantiate(module());
        CoreSnapshot snapshot = store().snapshot();
        global(instance, 1).set(77);
        function(instance, 10).call(0);
        function(instance, 11).call();
        store().restore(snapshot);
        assertThat(global(instance, 1).get()).isEqualTo(5);
        assertThat(function(instance, 9).call(0)).containsExactly(1);
        assertThat(function(instance, 11).call()).containsExactly(2);
    }

    @Test
    default void putsDroppedSegmentsBack() {
        CoreInstance instance = instantiate(module());
        CoreSnapshot snapshot = store().snapshot();
        function(instance, 8).call();
        function(instance, 13).call();
        store().restore(snapshot);
        function(instance, 7).call(200);
        assertThat(memory(instance, 0).getInt(200)).isEqualTo(0x0707_0707);
        function(instance, 12).call();
        assertThat(function(instance, 9).call(0)).containsExactly(2);
    }

    @Test
    default void putsComputedConstantsAndSegmentsBack() {
        WasmBuilder base = WasmBuilder.module();
        base.export("base", CoreExternKind.GLOBAL, base.global('i', false, code().i32(2)));
        CoreInstance source = instantiate(base);
        WasmBuilder module = WasmBuilder.module();
        int at = module.importGlobal("", "base", 'i', false);
        module.export("m", CoreExternKind.MEMORY, module.memory(1, OptionalLong.empty()));
        int constant = module.global('i', false, code().globalGet(at).i32(20).op(WasmCode.I32_MUL));
        int variable = module.global('i', true, code().globalGet(at).i32(3).op(WasmCode.I32_ADD));
        int table = module.table(6, OptionalLong.empty());
        int one = module.function(":i", code().i32(1));
        int two = module.function(":i", code().i32(2));
        module.elements(table, code().globalGet(at), one, one);
        module.elements(table, code().globalGet(at).i32(1).op(WasmCode.I32_ADD), two);
        module.data(0, code().i32(40), new byte[] {1, 2, 3});
        module.data(0, code().globalGet(at).i32(39).op(WasmCode.I32_ADD), new byte[] {9});
        module.exported("constant", ":i", code().globalGet(constant));
        module.exported("variable", "i:i", code().globalGet(variable).get(0).globalSet(variable));
        module.exported("call", "i:i", code().get(0).callIndirect(module.type(":i"), table));
        module.exported("grow", ":i", code().i32(1).memoryGrow());
        module.exported("clear", ":", code().i32(2).refNullFunc().tableSet(table));
        CoreInstance instance = instantiate(module, source.export(0));
        CoreMemory memory = memory(instance, 0);
        CoreSnapshot snapshot = store().snapshot();
        for (int round = 0; round < 3; round++) {
            assertThat(function(instance, 1).call()).containsExactly(40);
            assertThat(function(instance, 2).call(77)).containsExactly(5);
            assertThat(function(instance, 3).call(2)).containsExactly(1);
            assertThat(function(instance, 3).call(3)).containsExactly(2);
            assertThat(memory.getInt(40)).isEqualTo(0x0003_0901);
            assertThat(memory.byteSize()).isEqualTo(1 << 16);
            memory.putInt(40, -1);
            function(instance, 4).call();
            function(instance, 5).call();
            store().restore(snapshot);
        }
    }

    @Test
    default void severalSnapshotsOfAStoreDoNotMix() {
        CoreInstance instance = instantiate(module());
        CoreMemory memory = memory(instance, 0);
        memory.putInt(0, 1);
        CoreSnapshot first = store().snapshot();
        memory.putInt(0, 2);
        memory.putInt(70_000, 2);
        CoreSnapshot second = store().snapshot();
        memory.putInt(140_000, 3);
        store().restore(first);
        assertThat(memory.getInt(0)).isEqualTo(1);
        assertThat(memory.getInt(70_000)).isZero();
        store().restore(second);
        assertThat(memory.getInt(0)).isEqualTo(2);
        assertThat(memory.getInt(70_000)).isEqualTo(2);
        assertThat(memory.getInt(140_000)).isZero();
        assertThat(second.byteSize()).isPositive();
    }

    @Test
    default void newMemoriesShowNothingOfClosedStores() {
        WasmBuilder module = module();
        var compiled = engine().compile(module.source());
        byte[] expected = new byte[3 << 16];
        System.arraycopy(new byte[] {1, 2, 3}, 0, expected, 100, 3);
        long seed = 19_991_231;
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            try (CoreStore fresh = engine().newStore(CoreStoreLimits.defaults())) {
                CoreInstance instance = fresh.instantiate(compiled, new CoreExtern[0]);
                CoreMemory memory = memory(instance, 0);
                assertThat(Arrays.mismatch(content(memory), expected))
                        .as("first difference in round " + round + " of seed " + seed)
                        .isEqualTo(-1);
                scribble(fresh, instance, memory, random);
            }
        }
    }

    /** Writes in every way there is, with snapshots, growth and restores in between. */
    private static void scribble(CoreStore store, CoreInstance instance, CoreMemory memory, Random random) {
        CoreSnapshot last = store.snapshot();
        for (int i = random.nextInt(20); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> last = store.snapshot();
                case 1 -> store.restore(last);
                case 2 -> store.restore(store.snapshot());
                default -> write(instance, memory, random);
            }
        }
    }

    @Test
    default void refusesSnapshotsOfOtherStores() {
        instantiate(module());
        try (CoreStore other = engine().newStore(CoreStoreLimits.defaults())) {
            CoreSnapshot foreign = other.snapshot();
            assertThatThrownBy(() -> store().restore(foreign)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
