package org.latticehost.wasi.internal.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.OutgoingHttp;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.wasi.internal.io.IoError;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.WasiStore;

/** {@code wasi:http/types} and {@code wasi:http/outgoing-handler}. */
public final class HttpInterfaces {
    private HttpInterfaces() {}

    public static List<HostInterface> all() {
        return List.of(types(), outgoingHandler());
    }

    private static HostInterface types() {
        WitInterface type = Declarations.of("wasi:http/types@0.2.6");
        HostInterface.Builder b = HostInterface.builder(type)
                .function(
                        "http-error-code",
                        (call, args) -> ((IoError) args[0])
                                .origin(HttpErrorException.class)
                                .map(ErrorCodes::toWit));
        new FieldsFunctions((WitType.VariantOf) type.type("header-error")).register(b);
        IncomingFunctions.register(b);
        OutgoingFunctions.register(b);
        OptionFunctions.register(b);
        return b.build();
    }

    private static HostInterface outgoingHandler() {
        return HostInterface.builder(Declarations.of("wasi:http/outgoing-handler@0.2.6"))
                .function("handle", (call, args) -> {
                    RequestOptions options = ((Optional<?>) args[1])
                            .map(RequestOptions.class::cast)
                            .orElseGet(RequestOptions::new);
                    try {
                        return WitResult.ok(handle(call, (OutgoingRequest) args[0], options));
                    } catch (HttpErrorException e) {
                        return WitResult.err(ErrorCodes.toWit(e));
                    }
                })
                .build();
    }

    private static FutureIncomingResponse handle(HostCall call, OutgoingRequest outgoing, RequestOptions options) {
        Optional<OutgoingHttp> http = call.invocation().service(OutgoingHttp.class);
        if (http.isEmpty()) {
            outgoing.drop();
            throw ErrorCodes.of("HTTP-request-denied", "the component may not send HTTP requests");
        }
        HttpRequest request = outgoing.send();
        HttpTimeouts timeouts = options.timeouts();
        CompletionStage<HttpResponse> stage;
        try {
            stage = http.get().handle(request, timeouts, call.invocation().telemetry());
        } catch (RuntimeException e) {
            request.body().cancel();
            throw e;
        }
        refusal(stage).ifPresent(refused -> {
            request.body().cancel();
            throw refused;
        });
        return new FutureIncomingResponse(
                WasiStore.of(call),
                request.body(),
                stage,
                options.headNanos(),
                timeouts.betweenBytes().toNanos());
    }

    /** The error code of a request that was not even begun, as one that is denied: the guest learns it without a wait. */
    private static Optional<HttpErrorException> refusal(CompletionStage<HttpResponse> stage) {
        CompletableFuture<HttpResponse> future = stage.toCompletableFuture();
        if (!future.isCompletedExceptionally()) {
            return Optional.empty();
        }
        try {
            future.join();
            return Optional.empty();
        } catch (CompletionException e) {
            return Optional.ofNullable(e.getCause())
                    .filter(HttpErrorException.class::isInstance)
                    .map(HttpErrorException.class::cast);
        } catch (CancellationException e) {
            return Optional.empty();
        }
    }
}
