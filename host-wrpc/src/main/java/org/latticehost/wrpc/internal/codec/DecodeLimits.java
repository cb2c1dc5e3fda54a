package org.latticehost.wrpc.internal.codec;

/**
 * What a peer may make us hold for one value.
 *
 * @param maxBytes encoded size of a synchronous value, or of one element of a stream
 * @param maxHeapBytes estimated size of the objects made of it
 */
public record DecodeLimits(long maxBytes, long maxHeapBytes) {
    /** Nesting of a type; WIT types do not recur, so this bounds the values too. */
    public static final int MAX_DEPTH = 200;
}
