package org.latticehost.wasi.internal.http;

import java.util.Optional;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.wasi.internal.io.OutputStreamResource;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** An {@code outgoing-body}. Dropped unfinished, the message is broken off. */
final class OutgoingBody extends WasiResource {
    private final WasiStore store;
    private final BytePipe pipe;
    private final BodySink sink;
    private final boolean request;
    private boolean streamTaken;

    OutgoingBody(WasiStore store, BytePipe pipe, boolean request, long expected) {
        super("outgoing-body", store);
        this.store = store;
        this.pipe = pipe;
        this.request = request;
        this.sink = new BodySink(pipe, request, expected);
    }

    /** The message turns out to have no body, as the answer to HEAD. */
    void discard() {
        sink.discard();
    }

    /** The stream, the first time. */
    Optional<OutputStreamResource> write() {
        if (streamTaken) {
            return Optional.empty();
        }
        streamTaken = true;
        return Optional.of(new OutputStreamResource(store, this, sink));
    }

    /**
     * Ends the message.
     *
     * @throws HttpErrorException if less was written than the content-length said; the message is broken off then
     */
    void finish(Optional<Fields> trailers) {
        consume();
        if (!sink.complete()) {
            HttpErrorException e = ErrorCodes.bodySize(
                    request,
                    sink.written(),
                    "the body ended after " + sink.written() + " bytes, before its content-length");
            pipe.fail(e);
            throw e;
        }
        pipe.end(trailers.map(Fields::toHttp).orElse(HttpFields.none()));
    }

    /**
     * The guest has returned and left this as it is. That ends the message, as it does for the reference: toolchains
     * rely on it when they answer with an error.
     */
    void leave() {
        if (sink.complete()) {
            pipe.end();
        } else {
            pipe.fail(ErrorCodes.bodySize(
                    request,
                    sink.written(),
                    "the guest returned after " + sink.written()
                            + " bytes of the body of its response, before its content-length"));
        }
    }

    @Override
    protected void onRelease() {
        pipe.fail(ErrorCodes.of("HTTP-protocol-error", "the guest dropped its outgoing body without finishing it"));
    }
}
