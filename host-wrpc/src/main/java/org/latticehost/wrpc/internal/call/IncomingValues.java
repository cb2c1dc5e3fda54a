package org.latticehost.wrpc.internal.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.wrpc.internal.codec.Coder;
import org.latticehost.wrpc.internal.codec.IndexPath;

/** A stream of anything but bytes being received. */
final class IncomingValues extends IncomingChannel {
    /** Elements handed over together, at most. */
    private static final int BATCH = 64;

    private final ValueStream stream;
    private final Coder element;
    private long left;
    private boolean within;
    private int index;

    IncomingValues(IncomingChannels owner, IndexPath path, Coder element) {
        super(owner, path);
        this.element = element;
        this.stream = new ValueStream(Math.max(
                1, Math.min(ValueStream.DEFAULT_CAPACITY, owner.settings().streamCapacity())));
    }

    @Override
    Object value() {
        return stream;
    }

    @Override
    boolean hasRoom() {
        if (stream.room() > 0) {
            return true;
        }
        if (stream.cancelled()) {
            close(null);
        } else {
            stream.onWritable(this);
        }
        return false;
    }

    @Override
    boolean advance() {
        if (left == 0) {
            if (!in.readChunkLength()) {
                return false;
            }
            left = in.number();
            if (left == 0) {
                close(null);
                return false;
            }
        }
        List<Object> batch = new ArrayList<>();
        while (left > 0 && batch.size() < BATCH) {
            if (!within) {
                in.startItem();
                within = true;
            }
            in.enter(index);
            Object read = in.read(element);
            in.leave();
            if (read == Coder.MORE) {
                break;
            }
            within = false;
            index++;
            left--;
            batch.add(read);
        }
        stream.offer(batch);
        return !batch.isEmpty();
    }

    @Override
    boolean mayEnd() {
        return left == 0 && in.available() == 0;
    }

    @Override
    void finish(@Nullable Throwable cause) {
        if (cause == null) {
            stream.end();
        } else {
            stream.fail(cause);
        }
    }
}
