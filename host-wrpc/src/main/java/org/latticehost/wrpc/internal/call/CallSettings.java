package org.latticehost.wrpc.internal.call;

import java.time.Duration;
import org.latticehost.wrpc.internal.codec.DecodeLimits;

/**
 * Limits of calls; see {@code WrpcOptions} for their meaning.
 *
 * @param values of values
 * @param maxUnreadBytes of streams, per call
 * @param maxUnreadOnDisk of streams, in files, of all calls together
 * @param streamCapacity of the pipes readers get
 * @param maxCalls at once, per endpoint
 * @param paramsTimeout for the parameters of a served call
 * @param idleTimeout of streams and futures
 * @param peerGoneAfter without anybody at the other end
 */
public record CallSettings(
        DecodeLimits values,
        int maxUnreadBytes,
        long maxUnreadOnDisk,
        int streamCapacity,
        int maxCalls,
        Duration paramsTimeout,
        Duration idleTimeout,
        Duration peerGoneAfter) {}
