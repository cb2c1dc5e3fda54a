package org.latticehost.wasi.internal.io;

import org.jspecify.annotations.Nullable;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** An {@code input-stream}. */
public final class InputStreamResource extends WasiResource {
    /** The most one read gives, whatever the guest asks for. */
    static final int MAX_READ = 64 << 10;

    private static final byte[] NOTHING = {};

    private final WasiStore store;
    private final InputSource source;
    private boolean closed;

    /**
     * @param parent the resource it is a child of, or null
     */
    public InputStreamResource(WasiStore store, @Nullable WasiResource parent, InputSource source) {
        super("input-stream", store, parent);
        this.store = store;
        this.source = source;
    }

    InputSource source() {
        return source;
    }

    /**
     * Takes what is there.
     *
     * @param len unsigned
     * @throws StreamFailure at the end, and for a failure; from then on it is closed
     */
    byte[] read(long len) throws StreamFailure, InterruptedException {
        if (closed) {
            throw StreamFailure.closed();
        }
        if (len == 0) {
            return NOTHING;
        }
        try {
            byte[] taken = source.read(len < 0 || len > MAX_READ ? MAX_READ : (int) len);
            if (taken == null) {
                throw StreamFailure.closed();
            }
            return taken;
        } catch (StreamFailure e) {
            closed = true;
            throw e;
        }
    }

    /** Waits for at least one byte, unless none is wanted. */
    byte[] blockingRead(long len) throws StreamFailure, InterruptedException {
        while (true) {
            byte[] taken = read(len);
            if (taken.length > 0 || len == 0) {
                return taken;
            }
            store.waiter().await(source);
        }
    }

    Pollable subscribe() {
        return new Pollable(store, this, source);
    }

    @Override
    protected void onRelease() {
        source.close();
    }
}
