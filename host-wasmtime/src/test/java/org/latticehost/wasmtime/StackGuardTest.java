package org.latticehost.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreGlobal;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;
import org.latticehost.component.spi.contract.WasmBuilder;
import org.latticehost.component.spi.contract.WasmCode;

/** The end of a stack inside native code aborts the JVM: no caller, guest or host function may get there. */
class StackGuardTest extends EngineCase {

    private CoreFunction endless() {
        WasmBuilder module = WasmBuilder.module();
        module.exported(
                "run", "i:i", code().get(0).i32(1).op(WasmCode.I32_ADD).call(0).op(WasmCode.I32_EQZ));
        return (CoreFunction) instantiate(store, module).export(0);
    }

    @Test
    void guestsRecurseSafelyFromThreadsWithSmallStacks() throws InterruptedException {
        CoreFunction run = endless();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread small = new Thread(null, () -> seen.set(catchThrowable(() -> run.call(0))), "small", 160 << 10);
        small.start();
        small.join();
        assertThat(seen.get())
                .isInstanceOfSatisfying(
                        CoreTrapException.class, t -> assertThat(t.kind()).isEqualTo(TrapKind.STACK_OVERFLOW));
    }

    @Test
    void guestsRunBelowADeepStackOfTheCaller() {
        WasmBuilder module = WasmBuilder.module();
        module.export("m", CoreExternKind.MEMORY, module.memory(1, OptionalLong.empty()));
        module.export("g", CoreExternKind.GLOBAL, module.global('i', true, code().i32(3)));
        module.exported("same", "i:i", code().get(0));
        CoreInstance instance = instantiate(store, module);
        int[] calls = new int[1];
        deeper(instance, 0, calls);
        assertThat(calls[0]).isGreaterThan(10);
    }

    /** Uses the guest at many depths until the stack ends: in Java code, where that is an error like others. */
    @SuppressWarnings("InfiniteRecursion") // the point of it
    private static void deeper(CoreInstance instance, int depth, int[] calls) {
        try {
            if (depth % 100 == 0) {
                assertThat(((CoreFunction) instance.export(2)).call(depth)).containsExactly(depth);
                assertThat(((CoreMemory) instance.export(0)).getInt(8)).isZero();
                assertThat(((CoreGlobal) instance.export(1)).get()).isEqualTo(3);
                calls[0]++;
            }
            deeper(instance, depth + 1, calls);
        } catch (StackOverflowError e) {
            // Once is enough; unwinding must not try again at every depth.
            assertThat(depth).isPositive();
        }
    }

    @Test
    void recursionBetweenHostAndGuestEndsInATrap() {
        CoreFunction[] run = new CoreFunction[1];
        run[0] = calling(store, args -> run[0].call(args));
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowableOfType(CoreTrapException.class, () -> run[0].call(1))
                            .kind())
                    .isEqualTo(TrapKind.STACK_OVERFLOW);
        }
    }

    @Test
    void hostFunctionsMayUseUpTheirStack() {
        CoreFunction run = calling(store, args -> new long[] {exhaust(0)});
        assertThat(catchThrowable(() -> run.call(1))).isInstanceOf(StackOverflowError.class);
        CoreFunction fine = calling(store, args -> args);
        assertThat(fine.call(4)).containsExactly(4);
    }

    @SuppressWarnings("InfiniteRecursion") // the point of it
    private static int exhaust(int depth) {
        return exhaust(depth + 1) + 1;
    }

    @Test
    void chainsOfStoresNeverShareAStack() {
        assertThat(chain(60)).isEqualTo(60);
    }

    /** Each store is entered from a host function of the one before. */
    private long chain(int length) {
        if (length == 0) {
            return 0;
        }
        try (CoreStore next = engine.newStore(CoreStoreLimits.defaults())) {
            return calling(next, args -> new long[] {chain((int) args[0]) + 1}).call(length - 1)[0];
        }
    }
}
