package org.latticehost.core.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.latticehost.host.http.SpareThread;

@Timeout(60)
class LentGuestThreadsTest {
    private final GuestThreads threads = new GuestThreads("test-", 2, 10, 1 << 20);
    private final List<Runnable> taken = new ArrayList<>();
    private final SpareThread spare = taken::add;

    @AfterEach
    void close() {
        taken.forEach(Runnable::run);
        assertThat(threads.close(TimeUnit.SECONDS.toNanos(30))).isTrue();
    }

    private Runnable next() {
        return taken.remove(0);
    }

    @Test
    void lendsNoMoreThreadsThanCallsMayRunAtOnce() {
        assertThat(threads.lend(spare, () -> {})).isTrue();
        assertThat(threads.lend(spare, () -> {})).isTrue();
        assertThat(threads.lend(spare, () -> {})).isFalse();
        next().run();
        assertThat(threads.lend(spare, () -> {})).isTrue();
    }

    @Test
    void letsACallWaitUntilAThreadThatWasLentIsBack() throws Exception {
        assertThat(threads.lend(spare, () -> {})).isTrue();
        assertThat(threads.lend(spare, () -> {})).isTrue();
        CountDownLatch ran = new CountDownLatch(2);
        AtomicReference<String> name = new AtomicReference<>("");
        for (int i = 0; i < 2; i++) {
            threads.execute(() -> {
                name.set(Thread.currentThread().getName());
                ran.countDown();
            });
        }
        assertThat(threads.lend(spare, () -> {})).as("past those that wait").isFalse();
        assertThat(ran.getCount()).isEqualTo(2);
        next().run();
        ran.await();
        assertThat(name.get()).startsWith("test-guest-");
    }

    @Test
    void countsNothingForAThreadThatIsNotToBeHad() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(threads.lend(work -> false, () -> {})).isFalse();
        }
        CountDownLatch ran = new CountDownLatch(1);
        threads.execute(ran::countDown);
        ran.await();
    }

    @Test
    void outlivesACallThatFailsOnAThreadThatWasLent() {
        for (int i = 0; i < 5; i++) {
            assertThat(threads.lend(spare, () -> {
                        throw new IllegalStateException("x");
                    }))
                    .isTrue();
            next().run();
        }
        assertThat(threads.lend(spare, () -> {})).isTrue();
    }

    @Test
    void endsWhenThreadsThatWereLentAreBack() {
        assertThat(threads.lend(spare, () -> {})).isTrue();
        assertThat(threads.close(TimeUnit.MILLISECONDS.toNanos(1))).isFalse();
        next().run();
        assertThat(threads.close(TimeUnit.SECONDS.toNanos(30))).isTrue();
        assertThat(threads.lend(spare, () -> {})).isFalse();
    }
}
