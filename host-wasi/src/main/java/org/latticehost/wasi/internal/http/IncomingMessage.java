package org.latticehost.wasi.internal.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** What incoming requests and responses have in common. Dropped with an untouched body, that is cancelled. */
abstract class IncomingMessage extends WasiResource {
    private final HttpFields fields;
    private final BytePipe pipe;
    private final long betweenBytesNanos;
    private boolean bodyTaken;

    IncomingMessage(
            String typeName, @Nullable WasiStore store, HttpFields fields, BytePipe pipe, long betweenBytesNanos) {
        super(typeName, store);
        this.fields = FieldRules.strip(fields);
        this.pipe = pipe;
        this.betweenBytesNanos = betweenBytesNanos;
    }

    final Fields headers() {
        return Fields.immutable(fields);
    }

    /** The body, the first time. It outlives this. */
    final Optional<IncomingBody> consume(WasiStore caller) {
        if (bodyTaken) {
            return Optional.empty();
        }
        bodyTaken = true;
        return Optional.of(new IncomingBody(caller, pipe, betweenBytesNanos));
    }

    @Override
    protected void onRelease() {
        if (!bodyTaken) {
            pipe.cancel();
        }
    }
}
