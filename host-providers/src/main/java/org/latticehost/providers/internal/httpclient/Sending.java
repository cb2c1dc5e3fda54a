package org.latticehost.providers.internal.httpclient;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Scheduler;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpResponse;

/**
 * One request and its answer. The body of the answer is read off the connection as far as its pipe has room, in calls
 * that Jetty makes one at a time; when the pipe is full, its reader asks Jetty for the next.
 */
final class Sending {
    private final Request request;
    private final BytePipe sent;
    private final Runnable ended;
    private final BytePipe received = new BytePipe();
    private final CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    /** Whether the end of the answer has been told: then there is no room, and will be none. */
    private volatile boolean over;

    /**
     * @param ended called once, when both directions are through
     */
    Sending(Request request, BytePipe sent, Runnable ended) {
        this.request = request;
        this.sent = sent;
        this.ended = ended;
    }

    /**
     * Begins. Cancelling the future breaks the request off.
     *
     * @param limit for the head of the answer
     */
    CompletableFuture<HttpResponse> send(Scheduler timer, Duration limit) {
        Scheduler.Task late = timer.schedule(() -> late(limit), Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        var unused = answer.whenComplete((got, failure) -> {
            late.cancel();
            if (answer.isCancelled()) {
                giveUp();
            }
        });
        received.onCancel(this::giveUp);
        request.onResponseContentSource(this::begun)
                .onResponseSuccess(this::received)
                .send(this::complete);
        return answer;
    }

    private void late(Duration limit) {
        var unused = request.abort(
                new HttpErrorException("connection-read-timeout", null, "no answer came within " + limit, null));
    }

    private void received(Response response) {
        over = true;
        received.end(Messages.fields(response.getTrailers()));
    }

    private void giveUp() {
        sent.cancel();
        var unused = request.abort(new HttpErrorException("internal-error", null, "the guest wants no more", null));
    }

    private void begun(Response response, Content.Source source) {
        if (response.getStatus() < 200) {
            // An upgrade nobody asked for; or an interim answer, which Jetty shows when the request fails behind it.
            var unused = request.abort(new HttpErrorException(
                    "HTTP-protocol-error", null, "the server answered with status " + response.getStatus(), null));
            return;
        }
        if (!answer.complete(
                new HttpResponse(response.getStatus(), Messages.fields(response.getHeaders()), received))) {
            giveUp();
            return;
        }
        source.demand(() -> move(source));
    }

    private void move(Content.Source source) {
        while (!over) {
            if (received.room() == 0) {
                received.onWritable(() -> more(source));
                return;
            }
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                more(source);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                received.fail(ClientFailures.toHttp(chunk.getFailure()));
                return;
            }
            byte[] bytes = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(bytes);
            boolean last = chunk.isLast();
            chunk.release();
            received.offer(bytes);
            if (last) {
                return; // success, with the trailers, is told separately
            }
        }
    }

    private void more(Content.Source source) {
        if (!over && !received.cancelled()) {
            source.demand(() -> move(source));
        }
    }

    private void complete(Result result) {
        over = true;
        if (result.isFailed()) {
            sent.cancel();
            HttpErrorException failure = ClientFailures.toHttp(result.getFailure());
            answer.completeExceptionally(failure);
            received.fail(failure);
        }
        ended.run();
    }
}
