package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.component.spi.contract.EngineFixture.function;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreInstance;

/** Calls in both directions. */
interface CallContract extends EngineFixture {

    @Test
    default void passesAllNumberTypesAsRawBits() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("i32", "ii:i", code().get(0).get(1).op(WasmCode.I32_ADD));
        module.exported("i64", "II:I", code().get(0).get(1).op(WasmCode.I64_ADD));
        module.exported("f32", "ff:f", code().get(0).get(1).op(WasmCode.F32_ADD));
        module.exported("f64", "FF:F", code().get(0).get(1).op(WasmCode.F64_ADD));
        CoreInstance instance = instantiate(module);
        assertThat(function(instance, 0).call(2, 40)).containsExactly(42);
        assertThat(function(instance, 1).call(Long.MAX_VALUE, -1)).containsExactly(Long.MAX_VALUE - 1);
        assertThat(function(instance, 2).call(Float.floatToRawIntBits(1.5f), Float.floatToRawIntBits(-3f)))
                .containsExactly(Float.floatToRawIntBits(-1.5f) & 0xffff_ffffL);
        assertThat(function(instance, 3).call(Double.doubleToRawLongBits(1.5), Double.doubleToRawLongBits(2)))
                .containsExactly(Double.doubleToRawLongBits(3.5));
    }

    @Test
    default void ignoresTheHighHalfOfNarrowArgumentsAndClearsThatOfResults() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("same", "i:i", code().get(0));
        CoreFunction same = function(instantiate(module), 0);
        assertThat(same.call(0x1234_5678_0000_0007L)).containsExactly(7);
        assertThat(same.call(-1)).containsExactly(0xffff_ffffL);
    }

    @Test
    default void answersAnEmptyArrayForNoResults() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("nothing", ":", code());
        assertThat(function(instantiate(module), 0).call()).isEmpty();
    }

    @Test
    default void takesManyParameters() {
        WasmBuilder module = WasmBuilder.module();
        WasmCode sum = code().get(0);
        long expected = 1;
        for (int i = 1; i < 20; i++) {
            sum.get(i).op(WasmCode.I64_ADD);
            expected += i + 1L;
        }
        module.exported("sum", "I".repeat(20) + ":I", sum);
        long[] args = new long[20];
        for (int i = 0; i < 20; i++) {
            args[i] = i + 1L;
        }
        assertThat(function(instantiate(module), 0).call(args)).containsExactly(expected);
    }

    @Test
    default void handsArgumentsToTheHostAndItsResultBack() {
        List<Long> seen = new ArrayList<>();
        WasmBuilder module = WasmBuilder.module();
        int log = module.importFunction("", "", "iIfF:I");
        module.exported(
                "run",
                ":I",
                code().i32(-5)
                        .i64(1L << 40)
                        .op(0x43, 0, 0, 0x80, 0x3f)
                        .op(0x44, 0, 0, 0, 0, 0, 0, 0, 0x40)
                        .call(log));
        CoreFunction host = host("iIfF:I", args -> {
            seen.add((long) (int) args[0]);
            seen.add(args[1]);
            seen.add((long) Float.intBitsToFloat((int) args[2]));
            seen.add((long) Double.longBitsToDouble(args[3]));
            return new long[] {-7};
        });
        assertThat(function(instantiate(module, host), 0).call()).containsExactly(-7);
        assertThat(seen).containsExactly(-5L, 1L << 40, 1L, 2L);
    }

    @Test
    default void lettingTheHostAnswerInItsArgumentsWorks() {
        WasmBuilder module = WasmBuilder.module();
        int twice = module.importFunction("h", "twice", "i:i");
        module.exported("run", "i:i", code().get(0).call(twice));
        CoreFunction host = host("i:i", args -> {
            args[0] *= 2;
            return args;
        });
        assertThat(function(instantiate(module, host), 0).call(21)).containsExactly(42);
    }

    @Test
    default void lettingTheHostCallBackIntoTheGuestWorks() {
        WasmBuilder module = WasmBuilder.module();
        int down = module.importFunction("h", "down", "i:i");
        module.exported(
                "sum",
                "i:i",
                code().get(0)
                        .op(WasmCode.IF, 0x7f)
                        .get(0)
                        .get(0)
                        .i32(1)
                        .op(WasmCode.I32_SUB)
                        .call(down)
                        .op(WasmCode.I32_ADD)
                        .op(WasmCode.ELSE)
                        .i32(0)
                        .end());
        CoreFunction[] sum = new CoreFunction[1];
        sum[0] = function(instantiate(module, host("i:i", args -> sum[0].call(args))), 0);
        assertThat(sum[0].call(10)).containsExactly(55);
    }

    @Test
    default void callsAHostFunctionWithoutResults() {
        int[] calls = new int[1];
        WasmBuilder module = WasmBuilder.module();
        int tick = module.importFunction("h", "tick", ":");
        module.exported("run", ":", code().call(tick).call(tick));
        function(
                        instantiate(module, host(":", args -> {
                            calls[0] += 1 + args.length;
                            return CoreHostFunction.NO_RESULTS;
                        })),
                        0)
                .call();
        assertThat(calls[0]).isEqualTo(2);
    }

    @Test
    default void givesTheSameObjectForTheSameExport() {
        WasmBuilder module = WasmBuilder.module();
        int one = module.exported("a", ":i", code().i32(1));
        module.export("b", CoreExternKind.FUNC, one);
        module.export("m", CoreExternKind.MEMORY, module.memory(1, OptionalLong.empty()));
        module.export("g", CoreExternKind.GLOBAL, module.global('i', true, code().i32(0)));
        module.export("t", CoreExternKind.TABLE, module.table(1, OptionalLong.empty()));
        CoreInstance instance = instantiate(module);
        assertThat(instance.export(1)).isSameAs(instance.export(0));
        for (int i = 0; i < 5; i++) {
            assertThat(instance.export(i)).isSameAs(instance.export(i));
        }
    }

    @Test
    default void runsTheStartFunction() {
        WasmBuilder module = WasmBuilder.module();
        int global = module.global('i', true, code().i32(1));
        module.start(module.function(":", code().i32(99).globalSet(global)));
        module.export("g", CoreExternKind.GLOBAL, global);
        assertThat(EngineFixture.global(instantiate(module), 0).get()).isEqualTo(99);
    }

    @Test
    default void leavesExportsNamedStartAlone() {
        int[] calls = new int[1];
        WasmBuilder module = WasmBuilder.module();
        int tick = module.importFunction("h", "tick", ":");
        module.exported("_start", ":", code().call(tick));
        module.exported("_initialize", ":", code().call(tick));
        CoreInstance instance = instantiate(module, host(":", args -> {
            calls[0]++;
            return CoreHostFunction.NO_RESULTS;
        }));
        assertThat(calls[0]).isZero();
        function(instance, 0).call();
        assertThat(calls[0]).isEqualTo(1);
    }
}
