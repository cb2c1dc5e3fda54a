package org.latticehost.core.internal.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.latticehost.host.http.BytePipe;

/** The body of a request for the JDK's client, read from a pipe as fast as the peer takes it. One subscriber. */
final class PipePublisher implements Flow.Publisher<ByteBuffer> {
    private static final int CHUNK = 64 << 10;

    private final BytePipe pipe;

    PipePublisher(BytePipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Pump(subscriber));
    }

    private final class Pump implements Flow.Subscription, Runnable {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger asked = new AtomicInteger();
        private boolean over;

        Pump(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            demand.getAndUpdate(now -> now + count < 0 ? Long.MAX_VALUE : now + count);
            run();
        }

        @Override
        public void cancel() {
            pipe.cancel();
        }

        @Override
        public void run() {
            if (asked.getAndIncrement() != 0) {
                return; // the thread that is at it goes round once more
            }
            int seen = 1;
            do {
                move();
                seen = asked.addAndGet(-seen);
            } while (seen != 0);
        }

        private void move() {
            while (!over && demand.get() > 0) {
                byte[] chunk;
                try {
                    chunk = pipe.poll(CHUNK);
                } catch (BytePipe.PipeBrokenException e) {
                    over = true;
                    subscriber.onError(e.getCause());
                    return;
                }
                if (chunk != null) {
                    demand.decrementAndGet();
                    subscriber.onNext(ByteBuffer.wrap(chunk));
                    continue;
                }
                switch (pipe.state()) {
                    case ENDED -> {
                        over = true;
                        subscriber.onComplete();
                    }
                    case FAILED -> {
                        over = true;
                        subscriber.onError(pipe.failure().orElseThrow());
                    }
                    case EMPTY -> {
                        pipe.onReadable(this);
                        return;
                    }
                    case READABLE -> {}
                }
            }
        }
    }
}
