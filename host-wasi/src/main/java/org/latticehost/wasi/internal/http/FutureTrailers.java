package org.latticehost.wasi.internal.http;

import java.util.Optional;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.wit.WitResult;
import org.latticehost.wasi.internal.io.Pollable;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** A {@code future-trailers}: drops what is left of the body, then has the trailers. */
final class FutureTrailers extends WasiResource {
    private final WasiStore store;
    private final BytePipe pipe;
    private final Drain drain;
    private boolean taken;

    FutureTrailers(WasiStore store, BytePipe pipe) {
        super("future-trailers", store);
        this.store = store;
        this.pipe = pipe;
        this.drain = new Drain(pipe);
        drain.run();
    }

    Pollable subscribe() {
        return new Pollable(store, this, drain.done());
    }

    /** {@code option<result<result<option<trailers>, error-code>>>}. */
    Optional<WitResult> get() {
        if (!drain.done().ready()) {
            return Optional.empty();
        }
        if (taken) {
            return Optional.of(WitResult.err());
        }
        taken = true;
        Optional<Throwable> failure = pipe.failure();
        if (failure.isPresent()) {
            return Optional.of(WitResult.ok(WitResult.err(ErrorCodes.toWit(ErrorCodes.ofBrokenBody(failure.get())))));
        }
        HttpFields trailers = FieldRules.strip(pipe.trailers());
        Optional<Fields> fields =
                trailers.fields().isEmpty() ? Optional.empty() : Optional.of(Fields.immutable(trailers));
        return Optional.of(WitResult.ok(WitResult.ok(fields)));
    }

    @Override
    protected void onRelease() {
        pipe.cancel();
    }
}
