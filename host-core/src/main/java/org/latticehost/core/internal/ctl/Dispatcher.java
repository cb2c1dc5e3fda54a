package org.latticehost.core.internal.ctl;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a message to its handler, and the answer back. Thread-safe; does not block. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MAX_OUTSTANDING = 4_096;

    private final MessageBus bus;
    private final String base;
    private final Tracing tracing;
    private final Map<String, Handler> handlers;
    private final Outstanding outstanding = new Outstanding(MAX_OUTSTANDING);

    /**
     * @param base what the subjects of this lattice begin with, and the dot after it
     * @param handlers by operation: {@code link.put}, and {@code host.get.} where an argument follows
     */
    Dispatcher(MessageBus bus, String base, Tracing tracing, Map<String, Handler> handlers) {
        this.bus = bus;
        this.base = base;
        this.tracing = tracing;
        this.handlers = Map.copyOf(handlers);
    }

    void dispatch(LatticeMessage message) {
        if (!outstanding.begin()) {
            reply(message, Reply.failed("host is overloaded or stopping, try again later"), Map.of());
            return;
        }
        Context parent = tracing.extract(message.headers());
        Span span = tracing.controlMessage(parent, message.subject());
        Context telemetry = parent.with(span);
        LOG.atDebug().addKeyValue("subject", message.subject()).log("control request");
        var unused = handle(message, telemetry)
                .exceptionally(failure -> Answer.of(Reply.failed(text(failure))))
                .thenCompose(answer -> {
                    if (answer.reply() != null) {
                        Map<String, String> headers = new LinkedHashMap<>();
                        headers.putAll(tracing.injected(telemetry));
                        reply(message, answer.reply(), headers);
                    }
                    return answer.work().get().<@Nullable Void>thenApply(done -> null);
                })
                .whenComplete((done, failure) -> {
                    Tracing.end(span, failure == null ? null : cause(failure));
                    outstanding.end();
                });
    }

    /** Begins no more; completes when everything in progress is over and answered. */
    CompletableFuture<@Nullable Void> close() {
        return outstanding.close();
    }

    private CompletionStage<Answer> handle(LatticeMessage message, Context telemetry) {
        String[] tokens = message.subject().substring(base.length()).split("\\.", -1);
        String operation = tokens.length < 2 ? tokens[0] : tokens[0] + "." + tokens[1];
        Handler handler = handlers.get(tokens.length == 3 ? operation + "." : operation);
        if (handler == null || tokens.length > 3) {
            return Answer.now(Reply.failed("unsupported subject"));
        }
        try {
            return handler.handle(
                    new ControlRequest(operation, tokens.length == 3 ? tokens[2] : "", message.payload(), telemetry));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void reply(LatticeMessage message, Reply reply, Map<String, String> headers) {
        if (message.replyTo().isEmpty()) {
            return;
        }
        String to = message.replyTo().get();
        byte[] bytes = reply.bytes();
        if (bytes.length > bus.maxPayload()) {
            bytes = Reply.failed("the reply has " + bytes.length + " bytes, a message may have " + bus.maxPayload())
                    .bytes();
        }
        try {
            bus.publish(LatticeMessage.of(to, bytes).withHeaders(headers));
        } catch (HostException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("subject", message.subject())
                    .addKeyValue("error", e.toString())
                    .log("a control request could not be answered");
        }
    }

    /** The outermost message; events carry the whole chain. */
    private static String text(Throwable failure) {
        Throwable cause = cause(failure);
        if (!(cause instanceof HostException) && !(cause instanceof IllegalArgumentException)) {
            LOG.error("a control request failed unexpectedly", cause);
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
