package org.latticehost.core.internal.telemetry;

import org.latticehost.host.spi.Ticker;
import org.slf4j.Logger;

/** A log of failures that a caller could cause as often as it likes. Thread-safe. */
public final class RateLimited {
    private static final int PER_SECOND = 20;

    private final Logger log;
    private final RateLimit limit;

    public RateLimited(Logger log, Ticker ticker) {
        this.log = log;
        this.limit = new RateLimit(ticker, PER_SECOND);
    }

    /** Warns, with the component's id; the stack trace at debug level alone. */
    public void warn(String componentId, String message, Throwable failure) {
        if (!log.isWarnEnabled()) {
            return;
        }
        long dropped = limit.take();
        if (dropped < 0) {
            return;
        }
        log.atWarn()
                .addKeyValue("component_id", componentId)
                .addKeyValue("error", failure.toString())
                .addKeyValue("not_logged_before", dropped)
                .setCause(log.isDebugEnabled() ? failure : null)
                .log(message);
    }
}
