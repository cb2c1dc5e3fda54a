package org.latticehost.host.spi;

/**
 * A thread that runs guests beside work of its owner's, as a {@link org.latticehost.host.http.SpareThread}, and has to know
 * when it waits, so that somebody else goes on with that work. What waits on behalf of guests says so with
 * {@link #waiting()}; who does not, delays that work by a moment.
 *
 * <p>Thread-safe.
 */
public abstract class LentThread extends Thread {

    /**
     * A thread that has not been started.
     *
     * @param stackBytes at least {@link ProviderContext#guestStackBytes}
     */
    protected LentThread(Runnable work, String name, long stackBytes) {
        super(null, work, name, stackBytes);
    }

    /** The calling thread is about to wait. Costs nothing on other threads. */
    public static void waiting() {
        if (Thread.currentThread() instanceof LentThread thread) {
            thread.aboutToWait();
        }
    }

    /** This thread, which calls this, is about to wait. Must not block; not an error while it runs no guest. */
    protected abstract void aboutToWait();
}
