package org.latticehost.wasi.internal.store;

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
