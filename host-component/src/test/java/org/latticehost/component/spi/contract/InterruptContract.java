package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticehost.component.spi.contract.EngineFixture.function;
import static org.latticehost.component.spi.contract.TrapContract.assertTrap;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;

/** Stopping guests from another thread. */
@Timeout(60)
interface InterruptContract extends EngineFixture {
    /** Generous: the goal is milliseconds, but machines that run tests are busy. */
    Duration BOUND = Duration.ofSeconds(5);

    /** Calls {@code entered} and then loops, recurses or fills memory for ever. */
    private CoreFunction endless(WasmCode forever, CountDownLatch entered) {
        WasmBuilder module = WasmBuilder.module();
        int tell = module.importFunction("", "", ":");
        module.memory(100, OptionalLong.empty());
        module.exported("run", ":", code().call(tell).call(2));
        module.function(":", forever);
        return function(
                instantiate(module, host(":", args -> {
                    entered.countDown();
                    return args;
                })),
                0);
    }

    private Thread interruptAfter(CountDownLatch entered) {
        Thread stopper = new Thread(() -> {
            try {
                entered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            store().interrupt();
        });
        stopper.start();
        return stopper;
    }

    private void assertStopped(WasmCode forever) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CoreFunction run = endless(forever, entered);
        Thread stopper = interruptAfter(entered);
        long before = System.nanoTime();
        assertTrap(TrapKind.INTERRUPTED, run::call);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(BOUND);
        stopper.join();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    default void stopsAnEndlessLoop() throws Exception {
        assertStopped(code().loop().br(0).end());
    }

    @Test
    default void stopsALoopWithoutAnyCall() throws Exception {
        assertStopped(code().loop().i32(0).i32(1).i32Store(0).br(0).end());
    }

    @Test
    default void stopsALoopThatFillsMemory() throws Exception {
        assertStopped(
                code().loop().i32(0).i32(1).i32(6_000_000).memoryFill().br(0).end());
    }

    @Test
    default void stopsRecursionThatTakesForEver() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        WasmBuilder module = WasmBuilder.module();
        int tell = module.importFunction("", "", ":");
        // fib(90) without a single loop.
        int fib = 1;
        module.function(
                "I:I",
                code().get(0)
                        .i64(2)
                        .op(0x53)
                        .op(WasmCode.IF, 0x7e)
                        .get(0)
                        .op(WasmCode.ELSE)
                        .get(0)
                        .i64(1)
                        .op(0x7d)
                        .call(fib)
                        .get(0)
                        .i64(2)
                        .op(0x7d)
                        .call(fib)
                        .op(WasmCode.I64_ADD)
                        .end());
        module.exported("run", ":I", code().call(tell).i64(90).call(fib));
        CoreFunction run = function(
                instantiate(module, host(":", args -> {
                    entered.countDown();
                    return args;
                })),
                0);
        Thread stopper = interruptAfter(entered);
        assertTrap(TrapKind.INTERRUPTED, run::call);
        stopper.join();
    }

    @Test
    default void trapsTheNextEntryWhenNothingRuns() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("one", ":i", code().i32(1));
        CoreFunction one = function(instantiate(module), 0);
        store().interrupt();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertTrap(TrapKind.INTERRUPTED, one::call);
    }

    @Test
    default void wakesABlockedHostFunction() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        IllegalStateException woken = new IllegalStateException("woken");
        WasmBuilder module = WasmBuilder.module();
        int block = module.importFunction("", "", ":");
        module.exported("run", ":", code().call(block));
        CoreFunction run = function(
                instantiate(module, host(":", args -> {
                    entered.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return args;
                    } catch (InterruptedException e) {
                        throw woken;
                    }
                })),
                0);
        Thread stopper = interruptAfter(entered);
        assertThatThrownBy(run::call).isSameAs(woken);
        stopper.join();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    default void stopsAGuestWhoseHostFunctionSwallowedTheInterrupt() {
        WasmBuilder module = WasmBuilder.module();
        int swallow = module.importFunction("", "", ":");
        module.exported("run", ":", code().call(swallow).loop().br(0).end());
        CoreFunction run = function(
                instantiate(module, host(":", args -> {
                    store().interrupt();
                    Thread.interrupted();
                    return args;
                })),
                0);
        assertTrap(TrapKind.INTERRUPTED, run::call);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    default void neverLeavesAnInterruptBehindWhenRacingWithTheEndOfACall() throws Exception {
        WasmBuilder module = WasmBuilder.module();
        module.exported("spin", "i:i", spin());
        CoreFunction spin = function(instantiate(module), 0);
        int rounds = 2_000;
        CyclicBarrier round = new CyclicBarrier(2);
        Thread stopper = new Thread(() -> {
            for (int i = 0; i < rounds; i++) {
                await(round);
                store().interrupt();
                await(round);
            }
        });
        stopper.start();
        int traps = 0;
        for (int i = 0; i < rounds; i++) {
            await(round);
            boolean stopped = trapped(spin, i % 200);
            assertThat(Thread.currentThread().isInterrupted()).as("round " + i).isFalse();
            await(round);
            // The interrupt came too late for the call: then it is the next one that traps. Never both, never none.
            assertThat(trapped(spin, 1)).as("round " + i).isEqualTo(!stopped);
            traps += stopped ? 1 : 0;
        }
        stopper.join();
        assertThat(traps).isBetween(0, rounds);
    }

    private static WasmCode spin() {
        return code().loop()
                .get(0)
                .i32(1)
                .op(WasmCode.I32_SUB)
                .op(0x22, 0)
                .i32(0)
                .op(0x4a)
                .brIf(0)
                .end()
                .get(0);
    }

    private static boolean trapped(CoreFunction function, int arg) {
        try {
            function.call(arg);
            return false;
        } catch (CoreTrapException e) {
            assertThat(e.kind()).isEqualTo(TrapKind.INTERRUPTED);
            return true;
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void stopsAGuestDuringItsStartFunction() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        WasmBuilder module = WasmBuilder.module();
        int tell = module.importFunction("", "", ":");
        module.start(module.function(":", code().call(tell).loop().br(0).end()));
        CoreFunction host = host(":", args -> {
            entered.countDown();
            return args;
        });
        Thread stopper = interruptAfter(entered);
        assertTrap(TrapKind.INTERRUPTED, () -> instantiate(module, host));
        stopper.join();
    }

    @Test
    default void stopsCallsThroughTablesAndOtherInstances() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CoreFunction endless = endless(code().loop().br(0).end(), entered);
        WasmBuilder outer = WasmBuilder.module();
        int run = outer.importFunction("", "", ":");
        int table = outer.table(1, OptionalLong.empty());
        outer.elements(table, code().i32(0), run);
        outer.exported("run", ":", code().i32(0).callIndirect(outer.type(":"), table));
        outer.export("t", CoreExternKind.TABLE, table);
        CoreInstance instance = instantiate(outer, endless);
        Thread stopper = interruptAfter(entered);
        assertTrap(TrapKind.INTERRUPTED, () -> function(instance, 0).call());
        stopper.join();
    }
}
