package org.latticehost.wasi.internal.io;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;

/** The reading end of a pipe. Does not cancel the pipe when the stream is dropped: that is up to the pipe's owner. */
public final class PipeSource implements InputSource {
    private static final byte[] NOTHING = {};

    private final BytePipe pipe;
    private final Function<Throwable, IoError> translation;

    /**
     * @param translation makes the guest's error of what failed the pipe
     */
    public PipeSource(BytePipe pipe, Function<Throwable, IoError> translation) {
        this.pipe = pipe;
        this.translation = translation;
    }

    @Override
    public byte @Nullable [] read(int max) throws StreamFailure {
        while (true) {
            try {
                byte[] taken = pipe.poll(max);
                if (taken != null) {
                    return taken;
                }
            } catch (BytePipe.PipeBrokenException e) {
                throw StreamFailure.of(translation.apply(pipe.failure().orElse(e)));
            }
            BytePipe.State state = pipe.state();
            if (state == BytePipe.State.EMPTY) {
                return NOTHING;
            }
            if (state == BytePipe.State.ENDED) {
                return null;
            }
            // More came, or it failed, since it was polled.
        }
    }

    @Override
    public boolean ready() {
        return pipe.state() != BytePipe.State.EMPTY;
    }

    @Override
    public void whenReady(Runnable wake) {
        pipe.onReadable(wake);
    }
}
