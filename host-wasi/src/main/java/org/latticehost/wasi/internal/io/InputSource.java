package org.latticehost.wasi.internal.io;

import org.jspecify.annotations.Nullable;
import org.latticehost.wasi.internal.store.Waitable;

/** Where an input stream reads from. Ready when {@link #read} would give data, the end or a failure. */
public interface InputSource extends Waitable {

    /** A source that is at its end. */
    InputSource EMPTY = new InputSource() {
        @Override
        public byte @Nullable [] read(int max) {
            return null;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void whenReady(Runnable wake) {
            wake.run();
        }
    };

    /**
     * Takes what is there.
     *
     * @param max at least 1
     * @return 1 to {@code max} bytes; none if there are none now; null at the end
     */
    byte @Nullable [] read(int max) throws StreamFailure, InterruptedException;

    /** The stream is dropped. */
    default void close() {}
}
