package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.component.spi.contract.EngineFixture.function;
import static org.latticehost.component.spi.contract.EngineFixture.memory;
import static org.latticehost.component.spi.contract.TrapContract.assertTrap;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.TrapKind;

/** Linear memory, from both sides. */
interface MemoryContract extends EngineFixture {

    private static WasmBuilder module() {
        WasmBuilder module = WasmBuilder.module();
        module.export("m", CoreExternKind.MEMORY, module.memory(1, OptionalLong.of(3)));
        module.exported("load", "i:i", code().get(0).i32Load(0));
        module.exported("store", "ii:", code().get(0).get(1).i32Store(0));
        module.exported("grow", "i:i", code().get(0).memoryGrow());
        module.exported("size", ":i", code().memorySize());
        return module;
    }

    @Test
    default void sharesBytesBetweenHostAndGuestInLittleEndianOrder() {
        CoreInstance instance = instantiate(module());
        CoreMemory memory = memory(instance, 0);
        memory.putLong(9, 0x1122_3344_5566_7788L);
        assertThat(memory.getByte(9)).isEqualTo((byte) 0x88);
        assertThat(memory.getShort(9)).isEqualTo((short) 0x7788);
        assertThat(memory.getInt(11)).isEqualTo(0x3344_5566);
        assertThat(memory.getLong(9)).isEqualTo(0x1122_3344_5566_7788L);
        assertThat(function(instance, 1).call(13)).containsExactly(0x1122_3344);
        function(instance, 2).call(100, 0xcafe);
        assertThat(memory.getInt(100)).isEqualTo(0xcafe);
        memory.putShort(100, (short) -1);
        memory.putByte(102, (byte) 3);
        memory.putInt(104, -2);
        assertThat(function(instance, 1).call(100)).containsExactly(0x3_ffff);
        assertThat(function(instance, 1).call(104)).containsExactly(0xffff_fffeL);
    }

    @Test
    default void checksBoundsOfEveryAccessOfTheHost() {
        CoreMemory memory = memory(instantiate(module()), 0);
        byte[] some = {1, 2, 3, 4};
        memory.put(65_532, some, 0, 4);
        assertThat(memory.getInt(65_532)).isEqualTo(0x0403_0201);
        for (int address : new int[] {65_533, 65_536, Integer.MAX_VALUE, -1, -4, Integer.MIN_VALUE}) {
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.getInt(address));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.putInt(address, -1));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.getLong(address));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.putLong(address, -1));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.get(address, new byte[4], 0, 4));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.put(address, new byte[4], 0, 4));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.copyTo(address, memory, 0, 4));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.copyTo(0, memory, address, 4));
        }
        for (int address : new int[] {65_536, -1}) {
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.getByte(address));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.putByte(address, (byte) 9));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.getShort(address));
            assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.putShort(address, (short) 9));
        }
        assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.get(0, new byte[4], 0, -1));
        assertThat(memory.getInt(65_532)).isEqualTo(0x0403_0201);
    }

    @Test
    default void copiesRangesOfNoLengthUpToTheEnd() {
        CoreMemory memory = memory(instantiate(module()), 0);
        memory.get(65_536, new byte[0], 0, 0);
        memory.put(65_536, new byte[0], 0, 0);
        memory.copyTo(65_536, memory, 65_536, 0);
        assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> memory.get(65_537, new byte[0], 0, 0));
    }

    @Test
    default void copiesBetweenMemoriesAndWithinOne() {
        CoreMemory one = memory(instantiate(module()), 0);
        CoreMemory two = memory(instantiate(module()), 0);
        one.put(10, new byte[] {0, 1, 2, 3, 4, 5}, 1, 4);
        one.copyTo(10, two, 20, 4);
        assertThat(two.getInt(20)).isEqualTo(0x0403_0201);
        one.copyTo(10, one, 11, 4);
        byte[] result = new byte[7];
        one.get(10, result, 1, 5);
        assertThat(result).containsExactly(0, 1, 1, 2, 3, 4, 0);
    }

    @Test
    default void growsUpToTheDeclaredMaximum() {
        CoreInstance instance = instantiate(module());
        CoreMemory memory = memory(instance, 0);
        memory.putInt(0, 7);
        assertThat(function(instance, 3).call(2)).containsExactly(1);
        assertThat(memory.byteSize()).isEqualTo(3 << 16);
        assertThat(memory.getInt(0)).isEqualTo(7);
        assertThat(memory.getInt((3 << 16) - 4)).isZero();
        assertThat(function(instance, 3).call(1)).containsExactly(0xffff_ffffL);
        assertThat(function(instance, 3).call(-1)).containsExactly(0xffff_ffffL);
        assertThat(function(instance, 4).call()).containsExactly(3);
        assertThat(store().memoryBytes()).isEqualTo(3 << 16);
        CoreExternType.Memory type = (CoreExternType.Memory) memory.type();
        assertThat(type.limits().min()).isEqualTo(3);
        assertThat(type.limits().max()).hasValue(3);
    }

    @Test
    default void trapsOnEveryAccessOfTheGuestOutsideTheMemory() {
        WasmBuilder module = WasmBuilder.module();
        int memory = module.memory(1, OptionalLong.empty());
        module.export("m", CoreExternKind.MEMORY, memory);
        module.exported("load", "i:i", code().get(0).i32Load(0));
        module.exported("load64", "i:I", code().get(0).i64Load(8));
        module.exported("store", "i:", code().get(0).i32(-1).i32Store(0));
        module.exported("store8", "i:", code().get(0).i32(-1).i32Store8(65_535));
        module.exported("far", "i:i", code().get(0).i32Load(-1 >>> 1));
        module.exported("farther", "i:i", code().get(0).op(0x28, 0).u32(0xffff_fff0L));
        module.exported("fill", "ii:", code().get(0).i32(7).get(1).memoryFill());
        module.exported("copy", "iii:", code().get(0).get(1).get(2).memoryCopy());
        CoreInstance instance = instantiate(module);
        long[][] bad = {
            {1, 65_533},
            {1, -1},
            {1, 1L << 31},
            {2, 65_521},
            {2, -9},
            {3, 65_533},
            {3, -4},
            {4, 1},
            {4, -1},
            {5, 0},
            {5, 65_536},
            {5, 1L << 31},
            {6, 0},
            {6, 16},
            {6, 65_536},
            {6, -1},
            {7, 65_536, 1},
            {7, 0, 65_537},
            {7, -1, 1},
            {7, 1, -1},
            {7, 65_537, 0},
            {8, 0, 65_530, 7},
            {8, 65_530, 0, 7},
            {8, -1, 0, 1},
            {8, 0, -1, 1},
            {8, 0, 0, -1}
        };
        for (long[] call : bad) {
            long[] args = java.util.Arrays.copyOfRange(call, 1, call.length);
            assertTrap(
                    TrapKind.MEMORY_OUT_OF_BOUNDS,
                    () -> function(instance, (int) call[0]).call(args));
        }
        byte[] all = new byte[65_536];
        memory(instance, 0).get(0, all, 0, all.length);
        assertThat(all).containsOnly(0);
        function(instance, 7).call(65_536, 0);
        function(instance, 8).call(65_536, 65_536, 0);
    }

    @Test
    default void copiesPassiveSegmentsUntilTheyAreDropped() {
        WasmBuilder module = WasmBuilder.module();
        module.export("m", CoreExternKind.MEMORY, module.memory(1, OptionalLong.empty()));
        module.passiveData(new byte[] {1, 2, 3, 4});
        module.data(0, code().i32(50), new byte[] {9});
        module.exported("init", "ii:", code().get(0).i32(1).get(1).memoryInit(0));
        module.exported("drop", ":", code().dataDrop(0));
        module.exported("active", "i:", code().i32(0).i32(0).get(0).memoryInit(1));
        CoreInstance instance = instantiate(module);
        CoreMemory memory = memory(instance, 0);
        function(instance, 1).call(10, 3);
        assertThat(memory.getInt(10)).isEqualTo(0x0004_0302);
        assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> function(instance, 1).call(10, 4));
        assertThat(memory.getByte(50)).isEqualTo((byte) 9);
        function(instance, 3).call(0);
        assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> function(instance, 3).call(1));
        function(instance, 2).call();
        assertTrap(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> function(instance, 1).call(10, 1));
    }
}
