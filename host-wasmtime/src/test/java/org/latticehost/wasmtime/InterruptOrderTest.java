package org.latticehost.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;
import org.latticehost.component.spi.contract.WasmBuilder;
import org.latticehost.component.spi.contract.WasmCode;

/** One epoch for all guests of an engine, and yet each is stopped alone. */
class InterruptOrderTest extends EngineCase {

    /** Calls the host, then runs for ever. */
    private CoreFunction endless(CoreStore target, CountDownLatch started) {
        WasmBuilder module = WasmBuilder.module();
        int host = module.importFunction("", "", ":");
        module.exported("run", ":", WasmCode.code().call(host).loop().br(0).end());
        return (CoreFunction) instantiate(target, module, target.hostFunction(WasmBuilder.sig(":"), args -> {
                    started.countDown();
                    return args;
                }))
                .export(0);
    }

    private static CompletableFuture<Throwable> background(Runnable task) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> end.complete(catchThrowable(task::run)));
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private static boolean isInterruption(Throwable thrown) {
        return thrown instanceof CoreTrapException trap && trap.kind() == TrapKind.INTERRUPTED;
    }

    @Test
    void stopsTheOlderOfTwoAndLeavesTheYounger() throws Exception {
        try (CoreStore younger = engine.newStore(CoreStoreLimits.defaults())) {
            CountDownLatch first = new CountDownLatch(1);
            CompletableFuture<Throwable> olderEnd = background(endless(store, first)::call);
            first.await();
            CountDownLatch second = new CountDownLatch(1);
            CompletableFuture<Throwable> youngerEnd = background(endless(younger, second)::call);
            second.await();

            store.interrupt();

            assertThat(isInterruption(olderEnd.get())).isTrue();
            assertThat(youngerEnd).isNotDone();
            younger.interrupt();
            assertThat(isInterruption(youngerEnd.get())).isTrue();
        }
    }

    @Test
    void stopsTheYoungerAtOnceWhileTheOlderIsInTheHost() throws Exception {
        try (CoreStore younger = engine.newStore(CoreStoreLimits.defaults())) {
            CountDownLatch inHost = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            CoreFunction waiting = calling(store, args -> {
                inHost.countDown();
                try {
                    leave.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return args;
            });
            CompletableFuture<Throwable> olderEnd = background(() -> waiting.call(1));
            inHost.await();
            CountDownLatch second = new CountDownLatch(1);
            CompletableFuture<Throwable> youngerEnd = background(endless(younger, second)::call);
            second.await();

            younger.interrupt();

            assertThat(isInterruption(youngerEnd.get())).isTrue();
            leave.countDown();
            assertThat(olderEnd.get()).isNull();
        }
    }

    @Test
    void stopsTheYoungerWhenTheOlderHasEndedAndNeverTheOlderInItsPlace() throws Exception {
        try (CoreStore younger = engine.newStore(CoreStoreLimits.defaults())) {
            CoreFunction count = counting(store);
            CompletableFuture<Throwable> olderEnd = background(() -> count.call(1_500_000_000L));
            CountDownLatch second = new CountDownLatch(1);
            CompletableFuture<Throwable> youngerEnd = background(endless(younger, second)::call);
            second.await();

            younger.interrupt();

            assertThat(isInterruption(youngerEnd.get())).isTrue();
            assertThat(olderEnd.get()).isNull();
        }
    }

    @Test
    void underLoadOnlyThoseStopThatAreToldTo() throws Exception {
        long seed = 4711;
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Throwable>> innocents = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(seed + i);
            innocents.add(background(() -> {
                while (!done.get()) {
                    try (CoreStore own = engine.newStore(CoreStoreLimits.defaults())) {
                        CoreFunction count = counting(own);
                        CoreFunction call = calling(own, args -> args);
                        for (int n = 0; n < 50; n++) {
                            count.call(random.nextInt(200_000));
                            call.call(n);
                        }
                    }
                }
            }));
        }
        int stopped = 0;
        for (int round = 0; round < 60; round++) {
            try (CoreStore victim = engine.newStore(CoreStoreLimits.defaults())) {
                CountDownLatch started = new CountDownLatch(1);
                CompletableFuture<Throwable> end = background(endless(victim, started)::call);
                started.await();
                victim.interrupt();
                stopped += isInterruption(end.get()) ? 1 : 0;
            }
        }
        done.set(true);
        assertThat(stopped).isEqualTo(60);
        for (CompletableFuture<Throwable> innocent : innocents) {
            assertThat(innocent.get()).as("seed " + seed).isNull();
        }
    }
}
