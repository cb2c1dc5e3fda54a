package org.latticehost.wrpc.internal.call;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.wrpc.internal.codec.Coder;
import org.latticehost.wrpc.internal.codec.Encoder;
import org.latticehost.wrpc.internal.codec.Encoder.Deferred;
import org.latticehost.wrpc.internal.codec.MalformedValueException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The called side. */
public final class ServedCall extends Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(ServedCall.class);

    private final Function function;
    private final Handler handler;
    private final boolean handlerBlocks;
    private final Map<String, String> headers;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    /** The first message and those after it come through two subscriptions, so maybe on two threads. */
    private final ReentrantLock reading = new ReentrantLock();

    private volatile String replySubject = "";
    private volatile boolean accepted;
    private boolean paramsRead;
    private volatile boolean resultsSent;

    private ServedCall(
            Endpoint endpoint, Function function, Handler handler, boolean handlerBlocks, Map<String, String> headers) {
        super(endpoint, function.subject(), "params", "results", function.paramPaths(), function.resultPaths());
        this.function = function;
        this.handler = handler;
        this.handlerBlocks = handlerBlocks;
        this.headers = headers;
    }

    /** Answers calls. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Called on the executor, or where the call arrived if it never blocks.
         *
         * @param over completes when all streams and futures of the call have ended too
         */
        CompletionStage<? extends @Nullable Object> handle(
                Map<String, String> headers, Object[] args, CompletionStage<Void> over) throws Exception;
    }

    /** Handles the first message of a call, on the bus's thread. */
    public static void begin(
            Endpoint endpoint, Function function, Handler handler, boolean handlerBlocks, LatticeMessage first) {
        if (first.replyTo().isEmpty()) {
            LOG.atDebug().addKeyValue("subject", first.subject()).log("a call without reply subject is ignored");
            return;
        }
        ServedCall call = new ServedCall(endpoint, function, handler, handlerBlocks, first.headers());
        call.reading.lock();
        try {
            call.accept(first.replyTo().get(), first.payload());
        } finally {
            call.reading.unlock();
        }
    }

    private void accept(String caller, byte[] payload) {
        peer(caller);
        boolean readable = payload.length > 0 || function.params().minSize() == 0;
        // Our kind needs no accept if the parameters are complete; they are tried first then.
        boolean mayBeShort = readable && peerIsOurs() && function.paramPaths().none();
        try {
            replySubject = open();
            if (!mayBeShort) {
                sendAccept();
            }
            if (readable) {
                read(payload, false);
            }
            if (!paramsRead && !over()) {
                after(endpoint.settings().paramsTimeout(), this::paramsMissing);
                if (mayBeShort) {
                    sendAccept();
                }
            }
        } catch (HostException e) {
            end(e);
        }
    }

    private void sendAccept() {
        accepted = true;
        acceptOn(replySubject);
    }

    /** A caller of our kind that got no accept learns from a late one whom to ask for. */
    @Override
    void quiet() {
        if (!accepted && !resultsSent && peerIsOurs()) {
            sendAccept();
        }
    }

    @Override
    void greeted(LatticeMessage message) {
        // Nothing is expected there.
    }

    @Override
    void valuesReceived(byte[] payload) {
        reading.lock();
        try {
            read(payload, payload.length == 0);
        } finally {
            reading.unlock();
        }
    }

    private void read(byte[] payload, boolean last) {
        if (paramsRead || over()) {
            return;
        }
        try {
            values.feed(payload);
            Object read = values.read(function.params().asArray());
            if (read != Coder.MORE) {
                paramsRead = true;
                stopTimer();
                incoming.announced();
                if (!incoming.done()) {
                    watchIdle();
                }
                handOver(() -> handle((Object[]) read));
            } else if (last) {
                end(new TransportException(
                        ErrorCode.PROTOCOL,
                        "incomplete parameters of '" + subject + "': " + values.offset() + " bytes of them"));
            }
        } catch (MalformedValueException e) {
            end(e.toTransportException("malformed parameters of '" + subject + "'"));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // of foreign code
    private void handle(Object[] args) {
        try {
            handler.handle(headers, args, over).whenComplete((value, failure) -> {
                if (failure == null) {
                    respond(value);
                } else {
                    end(failure);
                }
            });
        } catch (Exception | LinkageError | StackOverflowError e) {
            end(e);
        }
    }

    private void respond(@Nullable Object value) {
        if (over()) {
            return;
        }
        byte[] bytes;
        List<Deferred> deferred;
        try {
            Encoder out = new Encoder();
            function.results().writeMembers(out, resultsOf(value));
            bytes = out.take();
            deferred = out.deferred();
        } catch (RuntimeException e) {
            end(new IllegalArgumentException("the result of '" + subject + "' is not of its type", e));
            return;
        }
        try {
            send(bytes, deferred);
            resultsSent = true;
            if (!outgoing.done() || !incoming.done()) {
                watchIdle();
            }
        } catch (HostException e) {
            end(e);
        }
        endIfDone();
    }

    private void send(byte[] bytes, List<Deferred> deferred) {
        if (accepted || !deferred.isEmpty()) {
            if (!accepted) {
                sendAccept();
            }
            sendValues(bytes, 0, deferred);
        } else if (bytes.length <= ShortAnswers.MAX_BYTES) {
            answer(bytes);
        } else {
            sendBytes(bytes, 0);
        }
    }

    private Object[] resultsOf(@Nullable Object value) {
        if (function.type().result().isEmpty()) {
            return new Object[0];
        }
        if (value == null) {
            throw new IllegalArgumentException("null");
        }
        return new Object[] {value};
    }

    @Override
    boolean valuesDone() {
        return resultsSent;
    }

    @Override
    void ended(@Nullable Throwable cause) {
        if (cause != null) {
            LOG.atLevel(cause instanceof CancellationException ? Level.DEBUG : Level.WARN)
                    .addKeyValue("subject", subject)
                    .setCause(cause)
                    .log("a call could not be answered");
            if (!resultsSent) {
                // The only way to tell the caller that there will be none.
                try {
                    sendValues(new byte[0], 0, List.of());
                } catch (HostException e) {
                    LOG.atDebug().addKeyValue("subject", subject).setCause(e).log("not even its failure");
                }
            }
        }
        handOver(() -> over.complete(null));
    }

    private void handOver(Runnable task) {
        if (handlerBlocks) {
            run(task);
        } else {
            task.run();
        }
    }

    private void paramsMissing() {
        reading.lock();
        try {
            if (paramsRead) {
                return; // the timer began to run before it was stopped
            }
        } finally {
            reading.unlock();
        }
        end(new TransportException(
                ErrorCode.TIMEOUT,
                "the parameters of '" + subject + "' did not arrive within "
                        + endpoint.settings().paramsTimeout().toMillis() + " ms"));
    }
}
