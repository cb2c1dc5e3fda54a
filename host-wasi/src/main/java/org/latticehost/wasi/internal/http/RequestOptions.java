package org.latticehost.wasi.internal.http;

import java.time.Duration;
import java.util.Optional;
import org.latticehost.host.http.HttpTimeouts;

/** A {@code request-options}: time limits in unsigned nanoseconds. */
final class RequestOptions {
    private Optional<Long> connect = Optional.empty();
    private Optional<Long> firstByte = Optional.empty();
    private Optional<Long> betweenBytes = Optional.empty();

    Optional<Long> connect() {
        return connect;
    }

    void connect(Optional<Long> nanos) {
        connect = nanos;
    }

    Optional<Long> firstByte() {
        return firstByte;
    }

    void firstByte(Optional<Long> nanos) {
        firstByte = nanos;
    }

    Optional<Long> betweenBytes() {
        return betweenBytes;
    }

    void betweenBytes(Optional<Long> nanos) {
        betweenBytes = nanos;
    }

    HttpTimeouts timeouts() {
        return new HttpTimeouts(
                duration(connect, HttpTimeouts.DEFAULT.connect()),
                duration(firstByte, HttpTimeouts.DEFAULT.firstByte()),
                duration(betweenBytes, HttpTimeouts.DEFAULT.betweenBytes()));
    }

    /**
     * How long the guest waits for the head. Whether the time goes into connecting cannot be seen from here, so a limit
     * for that which the guest set itself comes on top.
     */
    long headNanos() {
        long sum = connect.orElse(0L) + timeouts().firstByte().toNanos();
        return connect.orElse(0L) < 0 || sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static Duration duration(Optional<Long> nanos, Duration otherwise) {
        return nanos.map(n -> Duration.ofNanos(n < 0 ? Long.MAX_VALUE : n)).orElse(otherwise);
    }
}
