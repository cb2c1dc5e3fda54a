package org.latticehost.core.internal.component;

import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.telemetry.RateLimited;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.SpareThread;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.HttpGuestAdapter;

/** HTTP requests on their way to a component. Thread-safe. */
final class HttpCalls {
    // The wRPC name of the interface, by which traces and metrics know it.
    private static final Component.Request REQUEST =
            new Component.Request("wrpc:http/incoming-handler@0.1.0", "handle", "call_http_incoming_handle");

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Engine engine;
    private final RateLimited log;

    HttpCalls(Engine engine, RateLimited log) {
        this.engine = engine;
        this.log = log;
    }

    /**
     * Starts to handle a request; does not block. Cancelling the stage, or the response's body, stops the guest.
     *
     * @param spare the calling thread, if it may run the guest later
     */
    CompletionStage<HttpResponse> handle(
            Component component, HttpRequest request, Context telemetry, @Nullable SpareThread spare) {
        String id = component.state().spec().id();
        if (engine.http().isEmpty()) {
            return CompletableFuture.failedFuture(new HostException(
                    ErrorCode.NO_IMPLEMENTATION,
                    "component '" + id + "' cannot be given HTTP requests: no HttpGuestAdapter found; add host-wasi"));
        }
        HttpGuestAdapter adapter = engine.http().get();
        CompletableFuture<HttpResponse> response = new CompletableFuture<>();
        var unused = component
                .start(REQUEST, telemetry, response, spare, invocation -> (instance, serving) -> {
                    stopWhenCancelled(response, invocation);
                    ExportedFunction handler = adapter.handler(serving.linked())
                            .orElseThrow(() -> new CommandException(
                                    ErrorCode.NOT_FOUND,
                                    "component '" + id + "' exports no wasi:http/incoming-handler"));
                    adapter.handle(instance, handler, invocation, request, response);
                    return null;
                })
                .whenComplete((none, failure) -> finish(id, request, response, failure));
        return response;
    }

    /** A guest whose reader went away learns it from its next write; if it goes on regardless it is stopped. */
    private void stopWhenCancelled(CompletableFuture<HttpResponse> response, Invocation invocation) {
        var unused = response.thenAccept(head -> head.body().onCancel(() -> stopLater(invocation)));
    }

    private void stopLater(Invocation invocation) {
        TransportException gone = new TransportException(
                "the client of component '" + invocation.componentId() + "' went away before its response ended");
        var unused = engine.timer().schedule(() -> invocation.stop(gone), LINGER_NANOS, TimeUnit.NANOSECONDS);
    }

    private void finish(
            String id, HttpRequest request, CompletableFuture<HttpResponse> response, @Nullable Throwable failure) {
        request.body().cancel(); // whatever the guest has not read, nobody will
        if (failure == null) {
            if (response.isDone()) {
                return;
            }
            response.completeExceptionally(
                    new HttpErrorException("internal-error", null, "component '" + id + "' gave no response", null));
            return;
        }
        log.warn(id, "failed to handle invocation", failure);
        if (!response.completeExceptionally(failure) && !response.isCompletedExceptionally()) {
            response.join().body().fail(failure); // the head is out already
        }
    }
}
