package org.latticehost.wrpc.internal.call;

import java.util.List;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.wrpc.internal.codec.Coder;
import org.latticehost.wrpc.internal.codec.Encoder;
import org.latticehost.wrpc.internal.codec.IndexPath;

/** A stream of anything but bytes being sent. */
final class OutgoingValues extends OutgoingChannel {
    private final Coder element;
    private final ValueStream stream;
    private int index;

    OutgoingValues(OutgoingChannels owner, IndexPath path, Coder element, Object value) {
        super(owner, path);
        this.element = element;
        this.stream = (ValueStream) value;
    }

    @Override
    void advance() {
        while (window().open(this)) {
            List<Object> batch = stream.poll();
            if (!batch.isEmpty()) {
                send(batch);
                continue;
            }
            switch (stream.state()) {
                case READABLE -> {}
                case EMPTY -> {
                    stream.onReadable(this);
                    return;
                }
                case ENDED -> {
                    publish(new byte[] {0});
                    close(null);
                    return;
                }
                case FAILED -> {
                    close(stream.failure().orElseThrow());
                    return;
                }
            }
        }
    }

    private void send(List<Object> batch) {
        Encoder out = new Encoder();
        out.at(path());
        out.unsigned(batch.size());
        for (Object item : batch) {
            out.enter(index++);
            element.write(out, item);
            out.leave();
        }
        publish(out.take());
        owner.start(out.deferred());
    }

    @Override
    void discard(Throwable cause) {
        stream.cancel();
    }

    @Override
    byte[] broken() {
        return new byte[] {1};
    }
}
