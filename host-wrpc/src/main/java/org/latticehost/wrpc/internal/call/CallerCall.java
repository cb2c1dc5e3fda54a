package org.latticehost.wrpc.internal.call;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.wrpc.internal.codec.Coder;
import org.latticehost.wrpc.internal.codec.Encoder;
import org.latticehost.wrpc.internal.codec.Encoder.Deferred;
import org.latticehost.wrpc.internal.codec.MalformedValueException;

/** The calling side. */
public final class CallerCall extends Conversation {
    private final Function function;
    private final boolean inline;
    private final Result result = new Result();
    private final byte[] params;
    private final List<Deferred> deferred;
    private int sent;
    private volatile boolean accepted;
    private volatile boolean paramsSent;
    private volatile boolean resultsRead;

    /**
     * @param inline complete the result on the bus's thread, for a caller that only wakes a waiting thread
     */
    private CallerCall(Endpoint endpoint, Function function, Object[] args, boolean inline) {
        super(endpoint, function.subject(), "results", "params", function.resultPaths(), function.paramPaths());
        this.function = function;
        this.inline = inline;
        Encoder out = new Encoder();
        function.params().writeMembers(out, args);
        this.params = out.take();
        this.deferred = out.deferred();
    }

    /**
     * Starts a call.
     *
     * @return the result; cancelling it ends the call
     * @throws RuntimeException if the arguments are not of the types
     */
    public static CompletableFuture<@Nullable Object> start(
            Endpoint endpoint, Function function, Object[] args, Map<String, String> headers, Duration timeout) {
        CallerCall call = new CallerCall(endpoint, function, args, false);
        call.after(timeout, () -> call.timedOut(timeout));
        call.send(headers);
        return call.result;
    }

    /**
     * Calls and waits: without a timer, which costs two changes of threads, because the waiting thread sees to the limit.
     *
     * @throws RuntimeException if the arguments are not of the types
     */
    public static @Nullable Object await(
            Endpoint endpoint, Function function, Object[] args, Map<String, String> headers, Duration timeout)
            throws InterruptedException, ExecutionException {
        CallerCall call = new CallerCall(endpoint, function, args, true);
        call.send(headers);
        try {
            return call.result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.timedOut(timeout);
            return call.result.get(); // the timeout, unless the result came in the same moment
        } catch (InterruptedException e) {
            call.result.cancel(false);
            throw e;
        }
    }

    private void send(Map<String, String> headers) {
        try {
            String reply = open();
            sent = Math.min(params.length, firstPiece(reply, headers));
            byte[] first = sent == params.length ? params : Arrays.copyOf(params, sent);
            endpoint.bus()
                    .publish(LatticeMessage.of(subject, first)
                            .withHeaders(headers)
                            .withReplyTo(reply));
        } catch (HostException e) {
            end(e);
        }
    }

    /** What fits into the first message beside the headers, by the reckoning of other callers. */
    private int firstPiece(String reply, Map<String, String> headers) {
        long size = headers.isEmpty() ? 0 : 12;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            size += header.getKey().length() + header.getValue().length() + 4;
        }
        return (int) Math.max(0, Math.min(endpoint.bus().maxPayload() - reply.length() - size, 1 << 20));
    }

    @Override
    void greeted(LatticeMessage message) {
        if (message.noResponders()) {
            end(new TransportException(ErrorCode.NO_RESPONDERS, "nobody serves '" + subject + "'"));
        } else if (message.replyTo().isEmpty()) {
            end(new TransportException(
                    ErrorCode.PROTOCOL, "invalid accept of '" + subject + "': it has no reply subject"));
        } else if (!accepted) {
            accepted = true;
            peer(message.replyTo().get());
            if (sent == params.length && deferred.isEmpty()) {
                sendParams();
            } else {
                run(this::sendParams);
            }
        }
    }

    private void sendParams() {
        if (over()) {
            return;
        }
        try {
            sendValues(params, sent, deferred);
            paramsSent = true;
            if (over()) {
                outgoing.abort(new CancellationException());
            }
        } catch (HostException e) {
            end(e);
        }
        endIfDone();
    }

    @Override
    void valuesReceived(byte[] payload) {
        if (resultsRead || over()) {
            return;
        }
        try {
            values.feed(payload);
            Object read = values.read(function.results().asArray());
            if (read != Coder.MORE) {
                Object[] results = (Object[]) read;
                finish(results.length == 0 ? null : results[0]);
            } else if (payload.length == 0) {
                end(new TransportException(
                        ErrorCode.PROTOCOL,
                        "incomplete results of '" + subject + "': the callee failed after " + values.offset()
                                + " bytes of them; its host knows why"));
            }
        } catch (MalformedValueException e) {
            end(e.toTransportException("malformed results of '" + subject + "'"));
        }
    }

    private void finish(@Nullable Object value) {
        resultsRead = true;
        stopTimer();
        if (!accepted && sent == params.length && deferred.isEmpty()) {
            // A short call: the callee has all it needs, and no use for more.
            paramsSent = true;
        }
        incoming.announced();
        endIfDone();
        if (!over()) {
            watchIdle();
        }
        complete(() -> result.complete(value));
    }

    private void complete(Runnable completion) {
        if (inline) {
            completion.run();
        } else {
            run(completion);
        }
    }

    @Override
    boolean valuesDone() {
        return resultsRead && paramsSent;
    }

    @Override
    void ended(@Nullable Throwable cause) {
        if (cause != null) {
            complete(() -> result.completeExceptionally(cause));
            if (!paramsSent) {
                discardArguments(cause);
            }
        }
    }

    /** Tells those who fill streams of the arguments that nobody will take anything from them. */
    private void discardArguments(Throwable cause) {
        for (Deferred argument : deferred) {
            outgoing.make(argument).discard(cause);
        }
    }

    private void timedOut(Duration timeout) {
        if (resultsRead) {
            return; // the timer began to run before it was stopped
        }
        end(new InvocationTimeoutException("no reply to '" + subject + "' after " + timeout.toMillis() + " ms ("
                + (accepted ? "the callee has accepted it)" : "the callee was not heard)")));
    }

    /** The result; cancelling it ends the call. */
    private final class Result extends CompletableFuture<@Nullable Object> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                end(new CancellationException("the call of '" + subject + "' was cancelled"));
            }
            return cancelled;
        }
    }
}
