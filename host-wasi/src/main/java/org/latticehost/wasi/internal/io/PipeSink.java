package org.latticehost.wasi.internal.io;

import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.HostCall;

/** The writing end of a pipe. Does not end the pipe when the stream is dropped: that is up to the pipe's owner. */
public final class PipeSink implements OutputSink {
    private final BytePipe pipe;

    public PipeSink(BytePipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public long budget() throws StreamFailure {
        if (gone()) {
            throw StreamFailure.closed();
        }
        return pipe.room();
    }

    @Override
    public void write(HostCall call, byte[] bytes) throws StreamFailure {
        if (gone() || !pipe.offer(bytes)) {
            throw StreamFailure.closed();
        }
    }

    @Override
    public boolean ready() {
        return gone() || pipe.room() > 0;
    }

    @Override
    public void whenReady(Runnable wake) {
        pipe.onWritable(wake);
    }

    private boolean gone() {
        return pipe.cancelled() || pipe.state() == BytePipe.State.FAILED || pipe.state() == BytePipe.State.ENDED;
    }
}
