package org.latticehost.wasi.internal.sockets;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Options of a socket: kept here, because the channel may not exist yet, and set on the channel as far as Java can. What
 * it cannot (the hop limit of a connection) is accepted and has no effect.
 */
final class SocketSettings {
    private static final long DEFAULT_BUFFER = 64 << 10;
    private static final int MAX_BUFFER = 4 << 20;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long receiveBuffer = DEFAULT_BUFFER;
    private long sendBuffer = DEFAULT_BUFFER;
    private boolean keepAlive;
    private long keepAliveIdle = Duration.ofHours(2).toNanos();
    private long keepAliveInterval = Duration.ofSeconds(75).toNanos();
    private int keepAliveCount = 9;
    private int hopLimit = 64;
    private final Map<String, Object> changed = new HashMap<>();

    /** What a connection has that a listening socket with these accepts. */
    SocketSettings copy() {
        SocketSettings copy = new SocketSettings();
        copy.receiveBuffer = receiveBuffer;
        copy.sendBuffer = sendBuffer;
        copy.keepAlive = keepAlive;
        copy.keepAliveIdle = keepAliveIdle;
        copy.keepAliveInterval = keepAliveInterval;
        copy.keepAliveCount = keepAliveCount;
        copy.hopLimit = hopLimit;
        copy.changed.putAll(changed);
        return copy;
    }

    long receiveBuffer() {
        return receiveBuffer;
    }

    void receiveBuffer(long bytes) throws NetFailure {
        receiveBuffer = buffer(bytes);
        changed.put(StandardSocketOptions.SO_RCVBUF.name(), (int) receiveBuffer);
    }

    long sendBuffer() {
        return sendBuffer;
    }

    void sendBuffer(long bytes) throws NetFailure {
        sendBuffer = buffer(bytes);
        changed.put(StandardSocketOptions.SO_SNDBUF.name(), (int) sendBuffer);
    }

    boolean keepAlive() {
        return keepAlive;
    }

    void keepAlive(boolean on) {
        keepAlive = on;
        changed.put(StandardSocketOptions.SO_KEEPALIVE.name(), on);
    }

    long keepAliveIdle() {
        return keepAliveIdle;
    }

    void keepAliveIdle(long nanos) throws NetFailure {
        int seconds = seconds(nanos);
        keepAliveIdle = seconds * SECOND;
        changed.put("TCP_KEEPIDLE", seconds);
    }

    long keepAliveInterval() {
        return keepAliveInterval;
    }

    void keepAliveInterval(long nanos) throws NetFailure {
        int seconds = seconds(nanos);
        keepAliveInterval = seconds * SECOND;
        changed.put("TCP_KEEPINTERVAL", seconds);
    }

    int keepAliveCount() {
        return keepAliveCount;
    }

    void keepAliveCount(int count) throws NetFailure {
        if (count == 0) {
            throw NetFailure.invalidArgument();
        }
        keepAliveCount = count < 0 ? 127 : Math.min(count, 127);
        changed.put("TCP_KEEPCOUNT", keepAliveCount);
    }

    int hopLimit() {
        return hopLimit;
    }

    void hopLimit(int hops) throws NetFailure {
        if (hops == 0) {
            throw NetFailure.invalidArgument();
        }
        hopLimit = hops;
    }

    /** Sets on the channel what the guest has changed. */
    void apply(NetworkChannel channel) throws IOException {
        for (SocketOption<?> option : channel.supportedOptions()) {
            Object value = changed.get(option.name());
            if (value != null) {
                set(channel, option, value);
            }
        }
    }

    private static <T> void set(NetworkChannel channel, SocketOption<T> option, Object value) throws IOException {
        if (option.type().isInstance(value)) {
            channel.setOption(option, option.type().cast(value));
        }
    }

    /** Unsigned; too large is as large as possible. */
    private static long buffer(long bytes) throws NetFailure {
        if (bytes == 0) {
            throw NetFailure.invalidArgument();
        }
        return bytes < 0 ? MAX_BUFFER : Math.min(bytes, MAX_BUFFER);
    }

    /** Unsigned nanoseconds, rounded up to what systems know. */
    private static int seconds(long nanos) throws NetFailure {
        if (nanos == 0) {
            throw NetFailure.invalidArgument();
        }
        long seconds = Long.divideUnsigned(nanos - 1, SECOND) + 1;
        return (int) Math.min(seconds, Short.MAX_VALUE);
    }
}
