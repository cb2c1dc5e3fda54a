package org.latticehost.wasi.internal.store;

import java.nio.channels.SelectableChannel;
import java.util.Optional;

/** Something a guest can wait for. Confined to the guest's thread, except that the wake-up comes from any thread. */
public interface Waitable {

    /** Whether a guest would find something now. Never blocks. */
    boolean ready();

    /**
     * Asks for one wake-up once this may be ready; at once if it is now. A later call may replace an earlier one: all
     * waiting of an instance happens on one thread.
     */
    void whenReady(Runnable wake);

    /** Nanoseconds until it becomes ready by itself; {@link Long#MAX_VALUE} if time alone does not make it ready. */
    default long nanosLeft() {
        return Long.MAX_VALUE;
    }

    /** The channel that makes it ready, if one does; it does not wake then. */
    default Optional<Interest> interest() {
        return Optional.empty();
    }

    /**
     * What to wait for at a channel.
     *
     * @param channel in non-blocking mode
     * @param operations of {@link java.nio.channels.SelectionKey}
     */
    record Interest(SelectableChannel channel, int operations) {}

    /** Always ready. */
    Waitable READY = new Waitable() {
        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void whenReady(Runnable wake) {
            wake.run();
        }
    };
}
