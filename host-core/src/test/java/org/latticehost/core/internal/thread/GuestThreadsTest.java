package org.latticehost.core.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.latticehost.host.error.OverloadedException;

@Timeout(30)
class GuestThreadsTest {
    private static final int MAX = 16;

    private final GuestThreads threads = new GuestThreads("test-", MAX, 1000, 1 << 20);

    @AfterEach
    void close() {
        assertThat(threads.close(TimeUnit.SECONDS.toNanos(5))).isTrue();
    }

    @Test
    void callsThatWaitForEachOtherAllGetAThread() throws Exception {
        for (int round = 0; round < 200; round++) {
            CyclicBarrier allRun = new CyclicBarrier(MAX + 1);
            for (int i = 0; i < MAX; i++) {
                threads.execute(() -> await(allRun));
            }
            allRun.await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCallRunsAlthoughThoseBeforeItBlock() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < MAX - 1; i++) {
            threads.execute(() -> await(release));
        }
        for (int i = 0; i < 1000; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            threads.execute(ran::countDown);
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        }
        release.countDown();
    }

    @Test
    void tellsWhetherCallsWaitForAThread() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(MAX);
        for (int i = 0; i < MAX; i++) {
            threads.execute(() -> {
                running.countDown();
                await(release);
            });
        }
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.someWait()).isFalse();

        CountDownLatch ran = new CountDownLatch(1);
        threads.execute(ran::countDown);
        assertThat(threads.someWait()).isTrue();

        release.countDown();
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.someWait()).isFalse();
    }

    @Test
    void allCallsOfManyCallersRun() throws Exception {
        int callers = 4;
        int each = 5000;
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(callers * each);
        ExecutorService executor = Executors.newFixedThreadPool(callers);
        try {
            for (int c = 0; c < callers; c++) {
                executor.execute(() -> {
                    for (int i = 0; i < each; ) {
                        try {
                            threads.execute(() -> {
                                ran.incrementAndGet();
                                all.countDown();
                            });
                            i++;
                        } catch (OverloadedException e) {
                            Thread.onSpinWait(); // as it should be: the queue is bounded
                        }
                    }
                });
            }
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            executor.shutdownNow();
        }
        assertThat(ran).hasValue(callers * each);
    }

    @Test
    void aCallThatOnlyComputesEndsWhenItIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        threads.execute(() -> {
            long giveWayAgainAndAgain = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            while (System.nanoTime() - giveWayAgainAndAgain < 0) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
            begun.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            ended.countDown();
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(threads.close(TimeUnit.SECONDS.toNanos(5))).isTrue();
        assertThat(ended.await(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesWhatDoesNotFitIntoTheQueue() {
        CountDownLatch release = new CountDownLatch(1);
        GuestThreads small = new GuestThreads("small-", 1, 1, 1 << 20);
        try {
            CountDownLatch taken = new CountDownLatch(1);
            small.execute(() -> {
                taken.countDown();
                await(release);
            });
            await(taken);
            small.execute(() -> await(release));

            assertThatThrownBy(() -> small.execute(() -> {}))
                    .isInstanceOf(OverloadedException.class)
                    .hasMessageContaining("1 of 1 busy, 1 calls waiting");
        } finally {
            release.countDown();
            assertThat(small.close(TimeUnit.SECONDS.toNanos(5))).isTrue();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
