package org.latticehost.wasi.internal.http;

import java.util.Optional;
import org.latticehost.host.http.BytePipe;
import org.latticehost.wasi.internal.io.InputStreamResource;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** An {@code incoming-body}. Dropped unfinished, its pipe is cancelled. */
final class IncomingBody extends WasiResource {
    private final WasiStore store;
    private final BytePipe pipe;
    private final long betweenBytesNanos;
    private boolean streamTaken;

    IncomingBody(WasiStore store, BytePipe pipe, long betweenBytesNanos) {
        super("incoming-body", store);
        this.store = store;
        this.pipe = pipe;
        this.betweenBytesNanos = betweenBytesNanos;
    }

    /** The stream, the first time. */
    Optional<InputStreamResource> stream() {
        if (streamTaken) {
            return Optional.empty();
        }
        streamTaken = true;
        return Optional.of(new InputStreamResource(store, this, new TimedSource(pipe, betweenBytesNanos)));
    }

    FutureTrailers finish() {
        consume();
        return new FutureTrailers(store, pipe);
    }

    @Override
    protected void onRelease() {
        pipe.cancel();
    }
}
