package org.latticehost.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.GuestInput;
import org.latticehost.host.wit.WitRecord;

class PollTest {
    private static final String CLOCK = "wasi:clocks/monotonic-clock#";
    private static final long SECOND = 1_000_000_000L;

    private final BytePipe stdin = new BytePipe();
    private final FakeGuest guest = new FakeGuest().service(GuestInput.class, () -> stdin);

    @AfterEach
    void endGuest() throws Exception {
        guest.end();
    }

    @Test
    void anEmptyListTraps() {
        assertThatThrownBy(() -> guest.call("wasi:io/poll#poll", List.of())).isInstanceOf(GuestTrapException.class);
    }

    @Test
    void givesEveryReadyIndexInOrderTwiceForAPollableGivenTwice() throws Exception {
        Object never = guest.get(CLOCK + "subscribe-duration", -1L);
        Object now = guest.get(CLOCK + "subscribe-duration", 0L);
        assertThat((int[]) guest.get("wasi:io/poll#poll", List.of(now, never, now)))
                .containsExactly(0, 2);
    }

    @Test
    void wakesAtTheEarliestTimer() throws Exception {
        Object slow = guest.get(CLOCK + "subscribe-duration", 1000 * SECOND);
        Object fast = guest.get(CLOCK + "subscribe-duration", 5_000_000L);
        long before = (Long) guest.get(CLOCK + "now");
        assertThat((int[]) guest.get("wasi:io/poll#poll", List.of(slow, fast))).containsExactly(1);
        assertThat((Long) guest.get(CLOCK + "now") - before).isBetween(4_000_000L, 500 * SECOND);
    }

    @Test
    void wakesWhenAStreamBecomesReadable() throws Exception {
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        Object readable = guest.get("wasi:io/streams#[method]input-stream.subscribe", in);
        Object never = guest.get(CLOCK + "subscribe-instant", -1L);
        assertThat(guest.get("wasi:io/poll#[method]pollable.ready", readable)).isEqualTo(false);
        CompletableFuture<int[]> polled = CompletableFuture.supplyAsync(() ->
                StreamsTest.unchecked(() -> (int[]) guest.get("wasi:io/poll#poll", List.of(never, readable))));
        stdin.offer(new byte[1]);
        assertThat(polled.get(10, TimeUnit.SECONDS)).containsExactly(1);
        assertThat(guest.get("wasi:io/poll#[method]pollable.ready", readable)).isEqualTo(true);
    }

    @Test
    void theEndOfAStreamStaysReady() throws Exception {
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        Object readable = guest.get("wasi:io/streams#[method]input-stream.subscribe", in);
        stdin.end();
        guest.call("wasi:io/poll#[method]pollable.block", readable);
        guest.call("wasi:io/streams#[method]input-stream.read", in, 1L);
        guest.call("wasi:io/poll#[method]pollable.block", readable);
        assertThat(guest.get("wasi:io/poll#[method]pollable.ready", readable)).isEqualTo(true);
    }

    @Test
    void aStreamCannotBeDroppedBeforeItsPollable() throws Exception {
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        Object readable = guest.get("wasi:io/streams#[method]input-stream.subscribe", in);
        assertThatThrownBy(() -> guest.drop("wasi:io/streams#input-stream", in))
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("'input-stream'")
                .hasMessageContaining("'pollable'");
        guest.drop("wasi:io/poll#pollable", readable);
        guest.drop("wasi:io/streams#input-stream", in);
    }

    @Test
    void theMonotonicClockStartsNearZeroAndNeverGoesBack() throws Exception {
        long first = (Long) guest.get(CLOCK + "now");
        long second = (Long) guest.get(CLOCK + "now");
        assertThat(first).isBetween(0L, 60 * SECOND);
        assertThat(second).isGreaterThanOrEqualTo(first);
        assertThat((Long) guest.get(CLOCK + "resolution")).isPositive();
    }

    @Test
    void aPastInstantIsReadyAndOneBeyondTheEndOfTimeNever() throws Exception {
        String ready = "wasi:io/poll#[method]pollable.ready";
        assertThat(guest.get(ready, guest.get(CLOCK + "subscribe-instant", 0L))).isEqualTo(true);
        assertThat(guest.get(ready, guest.get(CLOCK + "subscribe-instant", -1L)))
                .isEqualTo(false);
        assertThat(guest.get(ready, guest.get(CLOCK + "subscribe-duration", Long.MAX_VALUE)))
                .isEqualTo(false);
    }

    @Test
    void theWallClockIsTheHostsOrTheOneItWasGiven() throws Exception {
        java.time.Instant moment = java.time.Instant.ofEpochSecond(1_000_000_007L, 123);
        guest.service(java.time.Clock.class, java.time.Clock.fixed(moment, java.time.ZoneOffset.UTC));
        WitRecord now = (WitRecord) guest.get("wasi:clocks/wall-clock#now");
        assertThat(now.get("seconds")).isEqualTo(1_000_000_007L);
        assertThat(now.get("nanoseconds")).isEqualTo(123);
        WitRecord resolution = (WitRecord) guest.get("wasi:clocks/wall-clock#resolution");
        assertThat((Integer) resolution.get("nanoseconds")).isPositive();
    }
}
