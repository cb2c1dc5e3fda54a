package org.latticehost.host.spi;

/**
 * Bounds of a subscription.
 *
 * @param maxPendingMessages messages that may wait for the handler; beyond it the newest are dropped,
 *     and a warning is logged when that begins
 * @param maxPendingBytes likewise for payload bytes; a single larger message passes if none waits
 * @param quick whether the handler is short and never blocks: a transport may then call it with small messages on the thread
 *     that reads the connection, which saves a change of threads
 */
public record SubscriptionOptions(int maxPendingMessages, long maxPendingBytes, boolean quick) {
    /** Bounds for a handler that takes its time. */
    public SubscriptionOptions(int maxPendingMessages, long maxPendingBytes) {
        this(maxPendingMessages, maxPendingBytes, false);
    }

    public SubscriptionOptions {
        if (maxPendingMessages < 1 || maxPendingBytes < 1) {
            throw new IllegalArgumentException("bounds of a subscription must be at least 1");
        }
    }

    /** 65,536 messages, 64 MiB. */
    public static SubscriptionOptions defaults() {
        return new SubscriptionOptions(65_536, 64L << 20);
    }
}
