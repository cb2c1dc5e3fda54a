package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.latticehost.component.spi.contract.EngineFixture.function;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;

/** What stops a guest, and what the host sees of it. */
interface TrapContract extends EngineFixture {

    static CoreTrapException assertTrap(TrapKind kind, ThrowingCallable action) {
        Throwable thrown = catchThrowable(action);
        assertThat(thrown).isInstanceOf(CoreTrapException.class);
        CoreTrapException trap = (CoreTrapException) thrown;
        assertThat(trap.kind()).as(trap.toString()).isEqualTo(kind);
        return trap;
    }

    @Test
    default void tellsTrapsApart() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("unreachable", ":", code().op(WasmCode.UNREACHABLE));
        module.exported("divide", "ii:i", code().get(0).get(1).op(WasmCode.I32_DIV_S));
        module.exported("truncate", "F:i", code().get(0).op(WasmCode.I32_TRUNC_F64_S));
        CoreInstance instance = instantiate(module);
        CoreFunction divide = function(instance, 1);
        CoreFunction truncate = function(instance, 2);
        assertTrap(TrapKind.UNREACHABLE, () -> function(instance, 0).call());
        assertTrap(TrapKind.INTEGER_DIVIDE_BY_ZERO, () -> divide.call(1, 0));
        assertTrap(TrapKind.INTEGER_OVERFLOW, () -> divide.call(Integer.MIN_VALUE, -1));
        assertTrap(TrapKind.BAD_CONVERSION, () -> truncate.call(Double.doubleToRawLongBits(Double.NaN)));
        assertTrap(TrapKind.INTEGER_OVERFLOW, () -> truncate.call(Double.doubleToRawLongBits(1e20)));
        assertThat(divide.call(-7, 2)).containsExactly(0xffff_fffdL);
    }

    @Test
    default void turnsDeepRecursionIntoATrap() {
        WasmBuilder module = WasmBuilder.module();
        module.exported(
                "forever",
                "i:i",
                code().get(0).i32(1).op(WasmCode.I32_ADD).call(0).i32(1).op(WasmCode.I32_ADD));
        CoreFunction forever = function(instantiate(module), 0);
        for (int i = 0; i < 3; i++) {
            assertTrap(TrapKind.STACK_OVERFLOW, () -> forever.call(0));
        }
    }

    @Test
    default void turnsRecursionAcrossInstancesIntoATrap() {
        WasmBuilder first = WasmBuilder.module();
        int table = first.table(1, OptionalLong.empty());
        first.exported("ping", ":", code().i32(0).callIndirect(first.type(":"), table));
        first.export("t", CoreExternKind.TABLE, table);
        CoreInstance one = instantiate(first);
        WasmBuilder second = WasmBuilder.module();
        int ping = second.importFunction("", "", ":");
        second.importTable("", "", 1, OptionalLong.empty());
        second.elements(0, code().i32(0), second.function(":", code().call(ping)));
        instantiate(second, one.export(0), one.export(1));
        assertTrap(TrapKind.STACK_OVERFLOW, () -> function(one, 0).call());
    }

    @Test
    default void passesHostExceptionsThroughAsTheSameObject() {
        WasmBuilder module = WasmBuilder.module();
        int imported = module.importFunction("", "", ":");
        module.exported("run", ":", code().call(imported));
        for (Throwable failure : new Throwable[] {
            new IllegalStateException("host"),
            new ArrayIndexOutOfBoundsException(3),
            new CoreTrapException(TrapKind.COMPONENT, "rule"),
            new AssertionError("host"),
            new OutOfMemoryError("host")
        }) {
            CoreFunction run = function(
                    instantiate(module, host(":", args -> {
                        if (failure instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) failure;
                    })),
                    0);
            assertThatThrownBy(run::call).isSameAs(failure);
        }
    }

    @Test
    default void passesHostExceptionsThroughSeveralInstancesAndTables() {
        IllegalStateException failure = new IllegalStateException("deep");
        WasmBuilder inner = WasmBuilder.module();
        int imported = inner.importFunction("", "", ":");
        int table = inner.table(1, OptionalLong.empty());
        inner.elements(table, code().i32(0), imported);
        inner.exported("run", ":", code().i32(0).callIndirect(inner.type(":"), table));
        CoreInstance one = instantiate(inner, host(":", args -> {
            throw failure;
        }));
        WasmBuilder outer = WasmBuilder.module();
        int run = outer.importFunction("", "", ":");
        outer.exported("run", ":", code().call(run));
        CoreInstance two = instantiate(outer, one.export(0));
        assertThatThrownBy(() -> function(two, 0).call()).isSameAs(failure);
    }

    @Test
    default void passesExceptionsOfAStartFunctionThrough() {
        IllegalStateException failure = new IllegalStateException("start");
        WasmBuilder module = WasmBuilder.module();
        module.start(module.importFunction("", "", ":"));
        assertThatThrownBy(() -> instantiate(module, host(":", args -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    default void aTrapOfTheInnerCallReachesTheHostFunctionThatMadeIt() {
        WasmBuilder inner = WasmBuilder.module();
        inner.exported("trap", ":", code().op(WasmCode.UNREACHABLE));
        CoreFunction trap = function(instantiate(inner), 0);
        WasmBuilder outer = WasmBuilder.module();
        int imported = outer.importFunction("", "", ":i");
        outer.exported("run", ":i", code().call(imported));
        CoreFunction run = function(
                instantiate(outer, host(":i", args -> {
                    assertTrap(TrapKind.UNREACHABLE, trap::call);
                    return new long[] {5};
                })),
                0);
        assertThat(run.call()).containsExactly(5);
    }

    @Test
    default void failingStartFunctionsAndSegmentsFailTheInstantiation() {
        WasmBuilder start = WasmBuilder.module();
        start.start(start.function(":", code().op(WasmCode.UNREACHABLE)));
        WasmBuilder data = WasmBuilder.module();
        data.memory(1, OptionalLong.empty());
        data.data(0, code().i32(65_535), new byte[2]);
        WasmBuilder elements = WasmBuilder.module();
        elements.table(1, OptionalLong.empty());
        elements.elements(0, code().i32(1), elements.function(":", code()));
        assertFails(TrapKind.UNREACHABLE, start);
        assertFails(TrapKind.MEMORY_OUT_OF_BOUNDS, data);
        assertFails(TrapKind.TABLE_OUT_OF_BOUNDS, elements);
    }

    private void assertFails(TrapKind kind, WasmBuilder module) {
        try (CoreStore fresh = engine().newStore(CoreStoreLimits.defaults())) {
            assertTrap(kind, () -> instantiate(fresh, module));
            assertThatThrownBy(() -> instantiate(fresh, WasmBuilder.module()))
                    .as("a store is unusable after a failure")
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void aTrapHarmsNoOtherStore() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("trap", ":", code().op(WasmCode.UNREACHABLE));
        module.exported("fine", ":i", code().i32(1));
        CoreInstance mine = instantiate(module);
        try (CoreStore other = engine().newStore(CoreStoreLimits.defaults())) {
            CoreInstance theirs = other.instantiate(engine().compile(module.source()), new CoreExtern[0]);
            assertTrap(TrapKind.UNREACHABLE, () -> function(mine, 0).call());
            assertThat(function(theirs, 1).call()).containsExactly(1);
        }
    }

    @Test
    default void backtracesNameTheGuestsFunctionsInnermostFirst() {
        WasmBuilder module = WasmBuilder.module();
        int inner = module.function(":", code().op(WasmCode.UNREACHABLE));
        module.functionName(inner, "inner-most");
        module.exported("outer", ":", code().call(inner));
        CoreInstance instance = instantiate(module);
        CoreTrapException trap =
                assertTrap(TrapKind.UNREACHABLE, () -> function(instance, 0).call());
        if (!trap.backtrace().isEmpty()) {
            assertThat(trap.backtrace().get(0)).contains("inner-most");
            assertThat(trap.backtrace()).hasSize(2);
        }
    }
}
