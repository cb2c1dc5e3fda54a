package org.latticehost.wasi.internal.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.latticehost.wasi.internal.store.WasiStore;

class NameLookupTest {
    @Test
    void lookupsThatHangOccupyABoundedNumberOfThreads() throws Exception {
        WasiStore store = new WasiStore();
        Semaphore running = new Semaphore(2);
        CountDownLatch answer = new CountDownLatch(1);
        NameLookup.Resolver slow = name -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };

        NameLookup.start(store, "one", running, slow);
        NameLookup.start(store, "two", running, slow);

        assertThatThrownBy(() -> NameLookup.start(store, "three", running, slow))
                .isInstanceOf(NetFailure.class)
                .hasMessage("temporary-resolver-failure");
        answer.countDown();
        assertThat(running.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
        store.close();
    }
}
