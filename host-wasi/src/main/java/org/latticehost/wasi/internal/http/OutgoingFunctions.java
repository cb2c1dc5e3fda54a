package org.latticehost.wasi.internal.http;

import java.util.Optional;
import java.util.function.Predicate;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** The functions of outgoing messages. */
final class OutgoingFunctions {
    private OutgoingFunctions() {}

    static void register(HostInterface.Builder b) {
        response(b);
        request(b);
        requestTarget(b);
        body(b);
    }

    private static void response(HostInterface.Builder b) {
        b.destructor("outgoing-response", o -> ((WasiResource) o).drop())
                .function(
                        "[constructor]outgoing-response",
                        (call, args) -> new OutgoingResponse(WasiStore.of(call), (Fields) args[0]))
                .function("[method]outgoing-response.status-code", (call, args) ->
                        (short) ((OutgoingResponse) args[0]).status())
                .function(
                        "[method]outgoing-response.set-status-code",
                        (call, args) -> done(((OutgoingResponse) args[0]).status(Short.toUnsignedInt((Short) args[1]))))
                .function("[method]outgoing-response.headers", (call, args) -> ((OutgoingResponse) args[0]).headers())
                .function(
                        "[method]outgoing-response.body",
                        (call, args) -> IncomingFunctions.once(((OutgoingResponse) args[0]).body()));
    }

    private static void request(HostInterface.Builder b) {
        b.destructor("outgoing-request", o -> ((WasiResource) o).drop())
                .function(
                        "[constructor]outgoing-request",
                        (call, args) -> new OutgoingRequest(WasiStore.of(call), (Fields) args[0]))
                .function(
                        "[method]outgoing-request.body",
                        (call, args) -> IncomingFunctions.once(((OutgoingRequest) args[0]).body()))
                .function("[method]outgoing-request.headers", (call, args) -> ((OutgoingRequest) args[0]).headers())
                .function(
                        "[method]outgoing-request.method",
                        (call, args) -> RequestParts.method(((OutgoingRequest) args[0]).method()))
                .function("[method]outgoing-request.set-method", (call, args) -> {
                    Optional<String> method = RequestParts.method((WitVariant) args[1]);
                    method.ifPresent(((OutgoingRequest) args[0])::method);
                    return done(method.isPresent());
                });
    }

    private static void requestTarget(HostInterface.Builder b) {
        b.function(
                        "[method]outgoing-request.scheme",
                        (call, args) -> ((OutgoingRequest) args[0]).scheme().map(RequestParts::scheme))
                .function("[method]outgoing-request.set-scheme", (call, args) -> {
                    Optional<?> wanted = (Optional<?>) args[1];
                    Optional<String> scheme = wanted.flatMap(s -> RequestParts.scheme((WitVariant) s));
                    if (wanted.isPresent() && scheme.isEmpty()) {
                        return WitResult.err();
                    }
                    ((OutgoingRequest) args[0]).scheme(scheme);
                    return WitResult.ok();
                })
                .function("[method]outgoing-request.authority", (call, args) -> ((OutgoingRequest) args[0]).authority())
                .function("[method]outgoing-request.set-authority", (call, args) -> {
                    Optional<String> authority = text(args[1]);
                    return allowed(authority, RequestParts::authority, ((OutgoingRequest) args[0])::authority);
                })
                .function(
                        "[method]outgoing-request.path-with-query", (call, args) -> ((OutgoingRequest) args[0]).path())
                .function("[method]outgoing-request.set-path-with-query", (call, args) -> {
                    Optional<String> path = text(args[1]);
                    return allowed(path, RequestParts::path, ((OutgoingRequest) args[0])::path);
                });
    }

    private static void body(HostInterface.Builder b) {
        b.destructor("outgoing-body", o -> ((WasiResource) o).drop())
                .function(
                        "[method]outgoing-body.write",
                        (call, args) -> IncomingFunctions.once(((OutgoingBody) args[0]).write()))
                .function("[static]outgoing-body.finish", (call, args) -> {
                    try {
                        ((OutgoingBody) args[0]).finish(((Optional<?>) args[1]).map(Fields.class::cast));
                    } catch (HttpErrorException e) {
                        return WitResult.err(ErrorCodes.toWit(e));
                    }
                    return WitResult.ok();
                });
    }

    private static Optional<String> text(Object option) {
        return ((Optional<?>) option).map(String.class::cast);
    }

    private static WitResult allowed(
            Optional<String> value,
            Predicate<String> wellFormed,
            java.util.function.Consumer<Optional<String>> setter) {
        if (value.isPresent() && !wellFormed.test(value.get())) {
            return WitResult.err();
        }
        setter.accept(value);
        return WitResult.ok();
    }

    private static WitResult done(boolean ok) {
        return ok ? WitResult.ok() : WitResult.err();
    }
}
