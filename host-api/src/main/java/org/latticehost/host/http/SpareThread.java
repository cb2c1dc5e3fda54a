package org.latticehost.host.http;

/**
 * A thread that its owner can do without for a while: the one that has just read a request. A component whose calls are
 * over soon runs on it, because waking another thread would cost more than the call.
 *
 * <p>Used on the thread that calls {@link HttpHandler#handle(HttpRequest, io.opentelemetry.context.Context, SpareThread)};
 * on others, and after that call, it takes nothing.
 */
@FunctionalInterface
public interface SpareThread {

    /**
     * Takes work that may be long or block: whatever depends on this thread goes on without it. Runs it once the caller has
     * returned, as soon as it can; never within this call. What the work throws is logged. The stack is at least as large as
     * {@link org.latticehost.host.spi.ProviderContext#guestStackBytes} says.
     *
     * @return false if it does not take it, as when too many threads are spared already
     */
    boolean take(Runnable work);
}
