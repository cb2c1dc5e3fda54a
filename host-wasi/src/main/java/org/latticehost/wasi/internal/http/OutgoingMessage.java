package org.latticehost.wasi.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** What outgoing requests and responses have in common: fields that no longer change, and a body. */
abstract class OutgoingMessage extends WasiResource {
    private static final int MAX_LENGTH_DIGITS = 18;

    private final WasiStore store;
    private final boolean request;
    private final HttpFields fields;
    private final BytePipe pipe = new BytePipe();
    private @Nullable OutgoingBody body;

    OutgoingMessage(String typeName, WasiStore store, boolean request, Fields fields) {
        super(typeName, store);
        this.store = store;
        this.request = request;
        this.fields = fields.toHttp();
    }

    final HttpFields fields() {
        return fields;
    }

    /** A view for the guest. */
    final Fields headers() {
        return Fields.immutable(fields);
    }

    /** The body, the first time and if the content-length is a number. */
    final Optional<OutgoingBody> body() {
        Optional<Long> expected = contentLength();
        if (body != null || expected.isEmpty()) {
            return Optional.empty();
        }
        body = new OutgoingBody(store, pipe, request, expected.get());
        return Optional.of(body);
    }

    /** Hands the body over to who sends the message; it is empty and complete if the guest never asked for it. */
    final BytePipe send(boolean discardBody) {
        consume();
        if (body == null) {
            pipe.end();
        } else if (discardBody) {
            body.discard();
            return BytePipe.empty();
        }
        return pipe;
    }

    /** The guest that sent it has returned: nothing more can come. */
    final void returned() {
        if (body != null) {
            body.leave();
        }
    }

    /** Nobody will ever read the body. */
    @Override
    protected void onRelease() {
        pipe.cancel();
    }

    private Optional<Long> contentLength() {
        List<String> values = fields.fields().stream()
                .filter(f -> f.name().equals("content-length"))
                .map(f -> new String(f.value(), StandardCharsets.ISO_8859_1))
                .distinct()
                .toList();
        if (values.isEmpty()) {
            return Optional.of(BodySink.UNKNOWN);
        }
        String value = values.get(0);
        boolean number = values.size() == 1
                && !value.isEmpty()
                && value.length() <= MAX_LENGTH_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(Long.parseLong(value)) : Optional.empty();
    }
}
