package org.latticehost.wasi.internal.http;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.wit.WitResult;
import org.latticehost.wasi.internal.io.Pollable;
import org.latticehost.wasi.internal.store.Signal;
import org.latticehost.wasi.internal.store.Waitable;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** A {@code future-incoming-response}. Dropped before the response was taken, the request is cancelled. */
final class FutureIncomingResponse extends WasiResource implements Waitable {
    private final WasiStore store;
    private final BytePipe requestBody;
    private final CompletableFuture<HttpResponse> future;
    private final Signal done = new Signal();
    private final long deadlineNanos;
    private final long betweenBytesNanos;
    private boolean taken;
    private volatile boolean abandoned;

    /**
     * @param headNanos how long the guest waits for the response
     */
    FutureIncomingResponse(
            WasiStore store,
            BytePipe requestBody,
            CompletionStage<HttpResponse> stage,
            long headNanos,
            long betweenBytesNanos) {
        super("future-incoming-response", store);
        this.store = store;
        this.requestBody = requestBody;
        this.future = stage.toCompletableFuture();
        long now = store.nanos();
        this.deadlineNanos = headNanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + headNanos;
        this.betweenBytesNanos = betweenBytesNanos;
        CompletableFuture<HttpResponse> unused = future.whenComplete((response, failure) -> {
            done.fire();
            if (abandoned && response != null) {
                response.body().cancel();
            }
        });
    }

    Pollable subscribe() {
        return new Pollable(store, this, this);
    }

    @Override
    public boolean ready() {
        return done.ready() || nanosLeft() <= 0;
    }

    @Override
    public void whenReady(Runnable wake) {
        done.whenReady(wake);
    }

    @Override
    public long nanosLeft() {
        return deadlineNanos == Long.MAX_VALUE ? Long.MAX_VALUE : deadlineNanos - store.nanos();
    }

    /** {@code option<result<result<incoming-response, error-code>>>}. */
    Optional<WitResult> get() {
        if (taken) {
            return Optional.of(WitResult.err());
        }
        if (!ready()) {
            return Optional.empty();
        }
        taken = true;
        try {
            HttpResponse response = future.isDone() ? future.join() : timedOut();
            return Optional.of(WitResult.ok(WitResult.ok(new IncomingResponse(store, response, betweenBytesNanos))));
        } catch (HttpErrorException e) {
            return Optional.of(WitResult.ok(WitResult.err(ErrorCodes.toWit(e))));
        } catch (CompletionException e) {
            return Optional.of(WitResult.ok(WitResult.err(ErrorCodes.toWit(errorCode(e.getCause())))));
        } catch (CancellationException e) {
            return Optional.of(WitResult.ok(WitResult.err(
                    ErrorCodes.toWit(ErrorCodes.of("connection-terminated", "the request was cancelled")))));
        }
    }

    private HttpResponse timedOut() {
        abandon();
        throw ErrorCodes.of("connection-read-timeout", "no response within the first-byte timeout");
    }

    /** Failures without an error code (no link, no transport) are not for the guest: they end it. */
    private static HttpErrorException errorCode(@Nullable Throwable failure) {
        if (failure instanceof HttpErrorException e) {
            return e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        throw new IllegalStateException("the HTTP request of a guest failed", failure);
    }

    @Override
    protected void onRelease() {
        if (!taken) {
            abandon();
        }
    }

    private void abandon() {
        abandoned = true;
        future.cancel(false);
        requestBody.cancel();
        if (!future.isCompletedExceptionally()) {
            future.join().body().cancel();
        }
    }
}
