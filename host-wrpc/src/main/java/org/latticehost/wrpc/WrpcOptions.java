package org.latticehost.wrpc;

import java.time.Duration;
import org.latticehost.wrpc.internal.call.CallSettings;
import org.latticehost.wrpc.internal.codec.DecodeLimits;

/**
 * Limits of calls. Immutable and thread-safe.
 *
 * <pre>{@code
 * WrpcOptions small = WrpcOptions.builder().maxValueBytes(1 << 20).build();
 * }</pre>
 */
public final class WrpcOptions {
    private static final WrpcOptions DEFAULTS = builder().build();

    private final long maxValueBytes;
    private final long maxValueHeapBytes;
    private final int maxUnreadBytes;
    private final long maxUnreadOnDisk;
    private final int streamCapacity;
    private final int maxCalls;
    private final Duration paramsTimeout;
    private final Duration idleTimeout;
    private final Duration peerGoneAfter;

    private WrpcOptions(Builder b) {
        maxValueBytes = b.maxValueBytes;
        maxValueHeapBytes = b.maxValueHeapBytes;
        maxUnreadBytes = b.maxUnreadBytes;
        maxUnreadOnDisk = b.maxUnreadOnDisk;
        streamCapacity = b.streamCapacity;
        maxCalls = b.maxCalls;
        paramsTimeout = b.paramsTimeout;
        idleTimeout = b.idleTimeout;
        peerGoneAfter = b.peerGoneAfter;
    }

    public static WrpcOptions defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Largest encoded size of parameters, of results, and of each element of a stream; 16 MiB unless set. */
    public long maxValueBytes() {
        return maxValueBytes;
    }

    /** Estimated memory that the objects of one such value may take; 64 MiB unless set. */
    public long maxValueHeapBytes() {
        return maxValueHeapBytes;
    }

    /**
     * Bytes of streams and futures of one call that may wait in memory for their reader; 16 MiB unless set. Peers of our
     * own kind are held back long before. What others send beyond it waits in a temporary file.
     */
    public int maxUnreadBytes() {
        return maxUnreadBytes;
    }

    /**
     * Bytes of streams of all calls together that may wait in temporary files before the stream that wants more is broken
     * off; 1 GiB unless set, 0 for none. Files of at most 256 streams at once, whatever their size.
     */
    public long maxUnreadOnDisk() {
        return maxUnreadOnDisk;
    }

    /** Bytes, or elements, that a received stream offers its reader at once; 256 KiB or 1024 unless set. */
    public int streamCapacity() {
        return streamCapacity;
    }

    /** How long the parameters of a call served may take to arrive; 10 s unless set. */
    public Duration paramsTimeout() {
        return paramsTimeout;
    }

    /**
     * How long streams and futures of a call may be silent in both directions before they are broken off; 10 min unless
     * set.
     */
    public Duration idleTimeout() {
        return idleTimeout;
    }

    /**
     * How long the host at the other end of a silent call may be without a connection before the call is given up; 10 s
     * unless set, 0 for never. Only hosts of our own kind can be asked for; others are waited for until the time of the call
     * is over.
     */
    public Duration peerGoneAfter() {
        return peerGoneAfter;
    }

    /** Calls open at once; more fail, or are answered with nothing. 65,536 unless set. */
    public int maxCalls() {
        return maxCalls;
    }

    DecodeLimits decodeLimits() {
        return new DecodeLimits(maxValueBytes, maxValueHeapBytes);
    }

    CallSettings settings() {
        return new CallSettings(
                decodeLimits(),
                maxUnreadBytes,
                maxUnreadOnDisk,
                streamCapacity,
                maxCalls,
                paramsTimeout,
                idleTimeout,
                peerGoneAfter);
    }

    /** Collects limits. */
    public static final class Builder {
        private long maxValueBytes = 16L << 20;
        private long maxValueHeapBytes = 64L << 20;
        private int maxUnreadBytes = 16 << 20;
        private long maxUnreadOnDisk = 1L << 30;
        private int streamCapacity = 256 << 10;
        private int maxCalls = 65_536;
        private Duration paramsTimeout = Duration.ofSeconds(10);
        private Duration idleTimeout = Duration.ofMinutes(10);
        private Duration peerGoneAfter = Duration.ofSeconds(10);

        private Builder() {}

        /** See {@link WrpcOptions#maxValueBytes()}; at least 1, below 2 GiB. */
        public Builder maxValueBytes(long bytes) {
            maxValueBytes = between("maxValueBytes", bytes, Integer.MAX_VALUE - 16);
            return this;
        }

        /** See {@link WrpcOptions#maxValueHeapBytes()}; at least 1. */
        public Builder maxValueHeapBytes(long bytes) {
            maxValueHeapBytes = between("maxValueHeapBytes", bytes, Long.MAX_VALUE);
            return this;
        }

        /** See {@link WrpcOptions#maxUnreadBytes()}; at least 2 MiB, which well-behaved writers may be ahead. */
        public Builder maxUnreadBytes(int bytes) {
            if (bytes < 2 << 20) {
                throw new IllegalArgumentException("maxUnreadBytes must be at least 2 MiB, got " + bytes);
            }
            maxUnreadBytes = bytes;
            return this;
        }

        /** See {@link WrpcOptions#maxUnreadOnDisk()}; at least 0. */
        public Builder maxUnreadOnDisk(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("maxUnreadOnDisk must be at least 0, got " + bytes);
            }
            maxUnreadOnDisk = bytes;
            return this;
        }

        /** See {@link WrpcOptions#streamCapacity()}; at least 1. */
        public Builder streamCapacity(int capacity) {
            streamCapacity = (int) between("streamCapacity", capacity, Integer.MAX_VALUE);
            return this;
        }

        /** See {@link WrpcOptions#maxCalls()}; at least 1. */
        public Builder maxCalls(int calls) {
            maxCalls = (int) between("maxCalls", calls, Integer.MAX_VALUE);
            return this;
        }

        /** See {@link WrpcOptions#paramsTimeout()}; positive. */
        public Builder paramsTimeout(Duration timeout) {
            paramsTimeout = positive("paramsTimeout", timeout);
            return this;
        }

        /** See {@link WrpcOptions#idleTimeout()}; positive. */
        public Builder idleTimeout(Duration timeout) {
            idleTimeout = positive("idleTimeout", timeout);
            return this;
        }

        /** See {@link WrpcOptions#peerGoneAfter()}; not negative, below a year. */
        public Builder peerGoneAfter(Duration time) {
            if (time.isNegative() || time.toDays() >= 365) {
                throw new IllegalArgumentException("peerGoneAfter must be 0 to a year, got " + time);
            }
            peerGoneAfter = time;
            return this;
        }

        public WrpcOptions build() {
            return new WrpcOptions(this);
        }

        private static long between(String name, long value, long max) {
            if (value < 1 || value > max) {
                throw new IllegalArgumentException(name + " must be from 1 to " + max + ", got " + value);
            }
            return value;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(name + " must be positive, got " + value);
            }
            return value;
        }
    }
}
