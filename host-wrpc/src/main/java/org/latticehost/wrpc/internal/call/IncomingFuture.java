package org.latticehost.wrpc.internal.call;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.wrpc.internal.codec.Coder;
import org.latticehost.wrpc.internal.codec.IndexPath;

/** A future being received. */
final class IncomingFuture extends IncomingChannel {
    private final CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
    private final @Nullable Coder coder;
    private @Nullable Object value;

    IncomingFuture(IncomingChannels owner, IndexPath path, @Nullable Coder coder) {
        super(owner, path);
        this.coder = coder;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is the value
    Object value() {
        return future;
    }

    @Override
    boolean advance() {
        if (coder == null) {
            close(null);
            return false;
        }
        if (in.available() == 0 && coder.minSize() > 0) {
            return false;
        }
        Object read = in.read(coder);
        if (read == Coder.MORE) {
            return false;
        }
        value = read;
        close(null);
        return false;
    }

    @Override
    boolean mayEnd() {
        return false;
    }

    @Override
    void finish(@Nullable Throwable cause) {
        // Whoever waits for it may do anything then, so not on this thread.
        owner.run(() -> {
            if (cause != null) {
                future.completeExceptionally(cause);
            } else if (coder != null && value == null) {
                future.completeExceptionally(new TransportException(ErrorCode.PROTOCOL, "no value"));
            } else {
                future.complete(value);
            }
        });
    }
}
