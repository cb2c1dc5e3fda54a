package org.latticehost.host.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ValueStreamTest {
    @Test
    void deliversBatchesInOrderThenTheEnd() throws Exception {
        ValueStream stream = new ValueStream(4);
        stream.offer(List.of(1, 2));
        stream.offer(List.of(3));
        stream.end();

        assertThat(stream.readAll()).containsExactly(1, 2, 3);
        assertThat(stream.state()).isEqualTo(ValueStream.State.ENDED);
    }

    @Test
    void refusesABatchWhenFullAndCallsTheWriterWhenThereIsRoom() {
        ValueStream stream = new ValueStream(2);
        AtomicInteger calls = new AtomicInteger();
        assertThat(stream.offer(List.of(1, 2, 3))).isTrue();
        assertThat(stream.offer(List.of(4))).isFalse();
        stream.onWritable(calls::incrementAndGet);

        assertThat(calls).hasValue(0);
        assertThat(stream.poll()).containsExactly(1, 2, 3);
        assertThat(calls).hasValue(1);
        assertThat(stream.room()).isEqualTo(2);
    }

    @Test
    void showsTheReaderWhyTheWriterBrokeItOff() {
        ValueStream stream = new ValueStream();
        stream.offer(List.of("lost"));
        stream.fail(new IllegalStateException("gone"));

        assertThatThrownBy(stream::readAll).hasMessage("gone").hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsTheWriterThatTheReaderHasCancelled() {
        ValueStream stream = new ValueStream(1);
        AtomicInteger calls = new AtomicInteger();
        stream.offer(List.of("dropped"));
        stream.onWritable(calls::incrementAndGet);
        stream.cancel();

        assertThat(calls).hasValue(1);
        assertThat(stream.offer(List.of("late"))).isFalse();
        assertThat(stream.cancelled()).isTrue();
    }
}
