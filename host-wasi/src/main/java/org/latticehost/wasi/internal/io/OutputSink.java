package org.latticehost.wasi.internal.io;

import org.latticehost.host.spi.HostCall;
import org.latticehost.wasi.internal.store.Waitable;

/** Where an output stream writes to. Ready when {@link #budget} is not 0 or fails. */
public interface OutputSink extends Waitable {

    /** Bytes that may be written now; 0 to make the guest wait. */
    long budget() throws StreamFailure;

    /**
     * Takes bytes, never waits for their delivery.
     *
     * @param call the call that writes, for services of its invocation
     * @param bytes at least one and at most the last budget; not changed by anybody any more
     */
    void write(HostCall call, byte[] bytes) throws StreamFailure, InterruptedException;

    /** Starts to deliver what was taken; until that is done the budget is 0. */
    default void flush() throws StreamFailure {}

    /** The stream is dropped; what was taken is still delivered. */
    default void close() {}
}
