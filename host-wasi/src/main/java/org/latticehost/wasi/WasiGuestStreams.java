package org.latticehost.wasi;

import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.GuestStreams;
import org.latticehost.host.spi.HostCall;
import org.latticehost.wasi.internal.io.InputStreamResource;
import org.latticehost.wasi.internal.io.IoError;
import org.latticehost.wasi.internal.io.OutputStreamResource;
import org.latticehost.wasi.internal.io.PipeSink;
import org.latticehost.wasi.internal.io.PipeSource;
import org.latticehost.wasi.internal.store.WasiStore;

/** Streams of this implementation of {@code wasi:io} on pipes. Stateless; thread-safe. */
public final class WasiGuestStreams implements GuestStreams {

    /** For {@link java.util.ServiceLoader}; has no state. */
    public WasiGuestStreams() {}

    @Override
    public Object input(HostCall call, BytePipe pipe) {
        return new InputStreamResource(
                WasiStore.of(call), null, new PipeSource(pipe, failure -> new IoError("the stream broke off", null)));
    }

    @Override
    public Object output(HostCall call, BytePipe pipe) {
        return new OutputStreamResource(WasiStore.of(call), null, new PipeSink(pipe));
    }
}
