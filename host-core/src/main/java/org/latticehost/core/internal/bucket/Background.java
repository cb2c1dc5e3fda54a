package org.latticehost.core.internal.bucket;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Where work that nobody waits for runs.
 *
 * @param threads for work that may block
 * @param timer for short work at a later time
 */
public record Background(Executor threads, ScheduledExecutorService timer) {}
