package org.latticehost.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BytePipeTest {
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void tellsTheWriterOnceThatTheReaderCancelled() {
        BytePipe pipe = new BytePipe();
        pipe.onCancel(told::incrementAndGet);
        pipe.offer(new byte[] {1});

        pipe.cancel();
        pipe.cancel();

        assertThat(told).hasValue(1);
        assertThat(pipe.offer(new byte[] {2})).isFalse();
    }

    @Test
    void tellsAWriterThatAsksLate() {
        BytePipe pipe = new BytePipe();
        pipe.cancel();

        pipe.onCancel(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    void tellsNobodyAfterTheEnd() {
        BytePipe pipe = new BytePipe();
        pipe.onCancel(told::incrementAndGet);
        pipe.end();

        pipe.cancel();

        assertThat(told).hasValue(0);
    }
}
