package org.latticehost.providers.internal.http;

import static org.eclipse.jetty.util.BufferUtil.EMPTY_BUFFER;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its response. It ends when both are through, or when one side breaks off. Thread-safe: its methods
 * come from Jetty's threads, the guest's and the timer.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** An exchange that takes longer is watched for its client leaving. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Route route;
    private final Span span;
    private final Scheduler timer;
    private final HeldHeads heldHeads;
    private final Consumer<Exchange> onEnd;
    private final RequestPump pump = new RequestPump(this);
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final OneWrite oneWrite;
    private volatile boolean requestDone;
    private volatile boolean responseDone;
    private volatile @Nullable HttpResponse answer;
    private volatile @Nullable CompletionStage<HttpResponse> asked;
    private final LeaveWatch leaveWatch = new LeaveWatch(this);
    private final long begun = System.nanoTime();
    private volatile Scheduler.@Nullable Task timeout;

    Exchange(
            Request request,
            Response response,
            Callback callback,
            Route route,
            Span span,
            Scheduler timer,
            HeldHeads heldHeads,
            Consumer<Exchange> onEnd) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.oneWrite = new OneWrite(callback);
        this.route = route;
        this.span = span;
        this.timer = timer;
        this.heldHeads = heldHeads;
        this.onEnd = onEnd;
    }

    Request request() {
        return request;
    }

    boolean ended() {
        return ended.get();
    }

    /** Whether the head of the response is known. */
    boolean responding() {
        return answered.get();
    }

    /** Called from time to time: whoever has waited for long may have left. */
    void lookAfter() {
        if (requestDone && !ended() && !Heads.http2(request) && System.nanoTime() - begun > QUIET_NANOS) {
            leaveWatch.begin();
        }
    }

    void begin() {
        request.addFailureListener(this::abort);
        // Called when neither side waits for the network. A component may think for longer than that, but a response
        // that is out does not wait for ever until somebody reads the rest of the request.
        request.addIdleTimeoutListener(idle -> responseDone);
        route.rules()
                .timeout()
                .ifPresent(limit -> timeout = after(limit.toMillis(), () -> answer(408, "the request timed out")));
        // First what is here already, so that the component sees an empty body as one that has ended.
        pump.run();
        if (ended()) {
            span.end();
            return;
        }
        CompletionStage<HttpResponse> stage;
        try {
            HttpHandler handler = route.component().http();
            HttpRequest whole = Heads.request(request, pump.pipe());
            Context context = Context.root().with(span);
            // Else the component would wait on the thread that reads what it waits for.
            stage = requestDone ? handler.handle(whole, context, HttpThreads.SPARE) : handler.handle(whole, context);
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        asked = stage;
        if (answered.get()) {
            stop(stage); // meanwhile: in the component's place, or not at all
        }
        stage.whenComplete((head, failure) -> {
            if (failure != null) {
                failed(failure);
            } else {
                respond(head);
            }
        });
    }

    Scheduler.Task after(long millis, Runnable task) {
        return timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /** Lets a response wait a moment with its head. */
    void hold(ResponseWriter writer) {
        heldHeads.hold(writer);
    }

    private void failed(Throwable failure) {
        Failures told = Failures.of(failure);
        LOG.atDebug()
                .addKeyValue("component_id", route.component().componentId())
                .setCause(failure)
                .log("component failed to answer");
        span.setStatus(StatusCode.ERROR, told.text());
        answer(told.status(), told.text());
    }

    /** Answers in the component's place, unless it has answered. */
    private void answer(int status, String text) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        headKnown();
        stop(asked);
        pump.breakOff(new PeerGone(text));
        decorate(response.getHeaders());
        write(true, Answers.prepare(response, status, text), Callback.from(this::responseDone, this::abort));
    }

    private void respond(HttpResponse head) {
        answer = head;
        if (!answered.compareAndSet(false, true) || ended()) {
            head.body().cancel();
            return;
        }
        headKnown();
        if (head.status() < 200 || head.status() > 999) {
            head.body().cancel();
            String text = "the component answered with status " + head.status();
            write(true, Answers.prepare(response, 500, text), Callback.from(this::responseDone, this::abort));
            return;
        }
        response.setStatus(head.status());
        Heads.add(head.headers(), response.getHeaders());
        decorate(response.getHeaders());
        if (bodyless(head.status())) {
            sendHead(head);
        } else {
            frame();
            offerTrailers(head);
            new ResponseWriter(this, head.body()).iterate();
        }
    }

    private void headKnown() {
        Scheduler.Task running = timeout;
        if (running != null) {
            running.cancel();
        }
        span.end();
    }

    private void decorate(HttpFields.Mutable headers) {
        route.rules().cacheControl().ifPresent(value -> headers.add(HttpHeader.CACHE_CONTROL, value));
        route.rules().cors().ifPresent(cors -> cors.decorate(request, headers));
    }

    /** Nobody waits for the component's answer any more; harmless once it has come. */
    private static void stop(@Nullable CompletionStage<HttpResponse> stage) {
        if (stage != null) {
            stage.toCompletableFuture().cancel(true);
        }
    }

    private boolean bodyless(int status) {
        return HttpMethod.HEAD.is(request.getMethod())
                || status == HttpStatus.NO_CONTENT_204
                || status == HttpStatus.NOT_MODIFIED_304;
    }

    /** What the component writes goes nowhere; it need not know. */
    private void sendHead(HttpResponse head) {
        if (head.status() == HttpStatus.NO_CONTENT_204) {
            response.getHeaders().remove(HttpHeader.CONTENT_LENGTH);
        }
        new Discard(head.body()).run();
        Callback done = Callback.from(this::responseDone, this::abort);
        if (HttpMethod.HEAD.is(request.getMethod()) && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
            // In two steps, or Jetty would declare a length of 0.
            write(false, EMPTY_BUFFER, Callback.from(() -> write(true, EMPTY_BUFFER, done), this::abort));
        } else {
            write(true, EMPTY_BUFFER, done);
        }
    }

    /** Even when the connection closes afterwards: else a body that is cut off would look complete. */
    private void frame() {
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && !request.getConnectionMetaData().isPersistent()
                && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
            response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
        }
    }

    /**
     * HTTP/1.1 carries trailers only in a chunked body and only to clients that say they take them; others may break on
     * them.
     */
    private void offerTrailers(HttpResponse head) {
        boolean possible = Heads.http2(request)
                || (request.getHeaders().contains(HttpHeader.TE, "trailers")
                        && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH));
        if (possible) {
            response.setTrailersSupplier(() -> {
                HttpFields.Mutable trailers = HttpFields.build();
                Heads.add(head.body().trailers(), trailers);
                return trailers;
            });
        }
    }

    void requestDone() {
        requestDone = true;
        endIfDone();
    }

    void responseDone() {
        responseDone = true;
        endIfDone();
    }

    private void endIfDone() {
        if (requestDone && responseDone && ended.compareAndSet(false, true)) {
            leaveWatch.end();
            callback.succeeded();
            onEnd.accept(this);
        }
    }

    /** Ends at once: with an answer if there was none, else by breaking off. */
    void stop() {
        if (answered.get()) {
            abort(new PeerGone("the server stopped"));
        } else {
            answer(503, "the server is stopping");
        }
    }

    /** Breaks off: the component's pipes are told, the connection or stream is cut. */
    void abort(Throwable cause) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        leaveWatch.end();
        if (answered.compareAndSet(false, true)) {
            headKnown();
        }
        stop(asked);
        PeerGone gone = PeerGone.of(cause);
        pump.breakOff(gone);
        HttpResponse head = answer;
        if (head != null) {
            head.body().cancel();
        }
        oneWrite.failWhenFree(gone);
        onEnd.accept(this);
    }

    /** Writes a piece of the response; the one before must be through. */
    void write(boolean last, ByteBuffer bytes, Callback then) {
        if (oneWrite.begin(then)) {
            response.write(last, bytes, oneWrite);
        } else {
            then.failed(new PeerGone("the exchange has ended"));
        }
    }
}
