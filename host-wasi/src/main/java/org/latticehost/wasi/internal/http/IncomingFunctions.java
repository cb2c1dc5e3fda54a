package org.latticehost.wasi.internal.http;

import java.util.Optional;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** The functions of incoming messages, and of the place for the response to a request. */
final class IncomingFunctions {
    private IncomingFunctions() {}

    static void register(HostInterface.Builder b) {
        request(b);
        outparam(b);
        response(b);
        body(b);
    }

    private static void request(HostInterface.Builder b) {
        b.destructor("incoming-request", o -> ((WasiResource) o).drop())
                .function(
                        "[method]incoming-request.method",
                        (call, args) -> RequestParts.method(((IncomingRequest) args[0]).method()))
                .function(
                        "[method]incoming-request.path-with-query",
                        (call, args) -> Optional.of(((IncomingRequest) args[0]).path()))
                .function(
                        "[method]incoming-request.scheme",
                        (call, args) -> Optional.of(RequestParts.scheme(((IncomingRequest) args[0]).scheme())))
                .function("[method]incoming-request.authority", (call, args) -> ((IncomingRequest) args[0]).authority())
                .function("[method]incoming-request.headers", (call, args) -> ((IncomingRequest) args[0]).headers())
                .function(
                        "[method]incoming-request.consume",
                        (call, args) -> once(((IncomingRequest) args[0]).consume(WasiStore.of(call))));
    }

    private static void outparam(HostInterface.Builder b) {
        b.destructor("response-outparam", o -> ((WasiResource) o).drop())
                .function(
                        "[method]response-outparam.send-informational",
                        (call, args) -> WitResult.err(
                                ErrorCodes.toWit(ErrorCodes.internal("informational responses are not supported"))))
                .function("[static]response-outparam.set", (call, args) -> {
                    ResponseOutparam outparam = (ResponseOutparam) args[0];
                    Object payload = ((WitResult) args[1]).payload();
                    if (payload instanceof OutgoingResponse response) {
                        outparam.set(response);
                    } else if (payload instanceof WitVariant code) {
                        outparam.set(ErrorCodes.fromWit(code));
                    }
                    return null;
                });
    }

    private static void response(HostInterface.Builder b) {
        b.destructor("incoming-response", o -> ((WasiResource) o).drop())
                .function("[method]incoming-response.status", (call, args) ->
                        (short) ((IncomingResponse) args[0]).status())
                .function("[method]incoming-response.headers", (call, args) -> ((IncomingResponse) args[0]).headers())
                .function(
                        "[method]incoming-response.consume",
                        (call, args) -> once(((IncomingResponse) args[0]).consume(WasiStore.of(call))))
                .destructor("future-incoming-response", o -> ((WasiResource) o).drop())
                .function(
                        "[method]future-incoming-response.subscribe",
                        (call, args) -> ((FutureIncomingResponse) args[0]).subscribe())
                .function(
                        "[method]future-incoming-response.get",
                        (call, args) -> ((FutureIncomingResponse) args[0]).get());
    }

    private static void body(HostInterface.Builder b) {
        b.destructor("incoming-body", o -> ((WasiResource) o).drop())
                .function("[method]incoming-body.stream", (call, args) -> once(((IncomingBody) args[0]).stream()))
                .function("[static]incoming-body.finish", (call, args) -> ((IncomingBody) args[0]).finish())
                .destructor("future-trailers", o -> ((WasiResource) o).drop())
                .function("[method]future-trailers.subscribe", (call, args) -> ((FutureTrailers) args[0]).subscribe())
                .function("[method]future-trailers.get", (call, args) -> ((FutureTrailers) args[0]).get());
    }

    /** What can be had once only: {@code result<T>}. */
    static WitResult once(Optional<?> value) {
        return value.map(WitResult::ok).orElseGet(WitResult::err);
    }
}
