package org.latticehost.host.spi;

import org.latticehost.host.http.BytePipe;

/**
 * Makes the streams of {@code wasi:io} for capabilities whose interfaces have them: values that such a function returns as
 * {@code own<input-stream>} or {@code own<output-stream>}. Found by {@link java.util.ServiceLoader}; {@code host-wasi}
 * implements it.
 *
 * <p>Thread-safe; what it makes belongs to the instance of the call and is confined to its thread.
 */
public interface GuestStreams {

    /** An {@code input-stream} that reads a pipe. Dropping it does not cancel the pipe. */
    Object input(HostCall call, BytePipe pipe);

    /** An {@code output-stream} that writes into a pipe. Dropping it does not end the pipe. */
    Object output(HostCall call, BytePipe pipe);
}
