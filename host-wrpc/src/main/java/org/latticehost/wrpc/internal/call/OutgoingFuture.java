package org.latticehost.wrpc.internal.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.wrpc.internal.codec.Coder;
import org.latticehost.wrpc.internal.codec.Encoder;
import org.latticehost.wrpc.internal.codec.Encoder.Deferred;
import org.latticehost.wrpc.internal.codec.IndexPath;

/** A future being sent. */
final class OutgoingFuture extends OutgoingChannel {
    private final @Nullable Coder coder;
    private final CompletionStage<?> stage;
    private boolean waiting;
    private volatile boolean completed;
    private volatile @Nullable Object value;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable OutgoingChannel successor;

    OutgoingFuture(OutgoingChannels owner, IndexPath path, @Nullable Coder coder, Object value) {
        super(owner, path);
        this.coder = coder;
        this.stage = (CompletionStage<?>) value;
    }

    @Override
    void advance() {
        if (!waiting) {
            waiting = true;
            stage.whenComplete((v, e) -> {
                value = v;
                failure = e;
                completed = true;
                run();
            });
            return;
        }
        if (!completed) {
            return;
        }
        Throwable cause = failure;
        if (cause != null) {
            close(cause);
            return;
        }
        if (coder == null) {
            close(null);
            return;
        }
        send(coder);
    }

    private void send(Coder as) {
        Encoder out = new Encoder();
        out.at(path());
        as.write(out, Objects.requireNonNull(value, "a future of a type must have a value"));
        publish(out.take());
        List<Deferred> elsewhere = new ArrayList<>();
        for (Deferred deferred : out.deferred()) {
            if (deferred.path().equals(path())) {
                successor = owner.make(deferred);
            } else {
                elsewhere.add(deferred);
            }
        }
        owner.start(elsewhere);
        OutgoingChannel next = successor;
        if (next == null) {
            close(null);
        } else {
            next.whenClosed(this::closedNow);
            closeSilently();
            next.run();
        }
    }

    @Override
    void abort(Throwable cause) {
        super.abort(cause);
        OutgoingChannel next = successor;
        if (next != null) {
            next.abort(cause);
        }
    }

    @Override
    Window window() {
        OutgoingChannel next = successor;
        return next == null ? super.window() : next.window();
    }

    @Override
    void discard(Throwable cause) {
        // A future that nobody waits for any more may still complete.
    }

    @Override
    byte[] broken() {
        return new byte[0];
    }
}
