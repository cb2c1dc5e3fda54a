package org.latticehost.core.internal.http;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;

/** The body of a response from the JDK's client, written to a pipe as fast as the guest reads it. */
final class PipeSubscriber implements HttpResponse.BodySubscriber<BytePipe> {
    private final BytePipe pipe = new BytePipe();
    private volatile Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<BytePipe> getBody() {
        return CompletableFuture.completedFuture(pipe);
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
        subscription = upstream;
        pipe.onCancel(upstream::cancel);
        upstream.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        byte[] chunk = new byte[size];
        int at = 0;
        for (ByteBuffer buffer : buffers) {
            int count = buffer.remaining();
            buffer.get(chunk, at, count);
            at += count;
        }
        pipe.offer(chunk); // nothing is asked for without room
        pipe.onWritable(this::more);
    }

    private void more() {
        Flow.Subscription upstream = subscription;
        if (upstream != null && !pipe.cancelled()) {
            upstream.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        pipe.fail(ClientErrors.toHttp(cause));
    }

    @Override
    public void onComplete() {
        pipe.end();
    }
}
