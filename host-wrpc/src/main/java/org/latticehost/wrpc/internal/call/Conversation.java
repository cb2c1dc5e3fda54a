package org.latticehost.wrpc.internal.call;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.wrpc.internal.codec.AsyncPaths;
import org.latticehost.wrpc.internal.codec.Decoder;
import org.latticehost.wrpc.internal.codec.Encoder;
import org.latticehost.wrpc.internal.codec.Encoder.Deferred;

/** What both sides of a call have in common: channels in both directions, and an end. Thread-safe. */
abstract class Conversation implements Endpoint.Call, IncomingChannels.Host, OutgoingChannels.Host {
    /** Below a callee's reply subject: nobody waits for the call any more. */
    static final String OVER = "over";

    private static final String CREDIT = "credit.";
    private static final Duration FLUSH = Duration.ofSeconds(30);
    private static final byte[] EMPTY = new byte[0];
    /** A call that has been silent for so long may have lost its peer. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

    final Endpoint endpoint;
    final String subject;
    final IncomingChannels incoming;
    final OutgoingChannels outgoing;
    /** The values the peer sends; used by one thread at a time. */
    final Decoder values;

    private final String token;
    private final String hears;
    private final String sends;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile String peer = "";
    private volatile long lastActivity = System.nanoTime();
    private volatile @Nullable ScheduledFuture<?> timer;

    /**
     * @param hears {@code params} or {@code results}: the channels of the peer
     * @param sends the other
     * @param paths of streams and futures that may come
     * @param sentPaths of those that may be sent
     */
    Conversation(
            Endpoint endpoint, String subject, String hears, String sends, AsyncPaths paths, AsyncPaths sentPaths) {
        this.endpoint = endpoint;
        this.subject = subject;
        this.hears = hears;
        this.sends = sends;
        this.token = endpoint.newToken();
        this.incoming = new IncomingChannels(endpoint.settings(), hears, paths, this);
        this.outgoing = new OutgoingChannels(this, sentPaths.none());
        this.values = new Decoder(endpoint.settings().values(), incoming);
    }

    /** Handles a message of the peer's values; without payload at their end. */
    abstract void valuesReceived(byte[] payload);

    /** Handles a message on the reply subject itself. */
    abstract void greeted(LatticeMessage message);

    /** Whether the values of both sides have been sent and received. */
    abstract boolean valuesDone();

    /** The one call when it is over, well or not. */
    abstract void ended(@Nullable Throwable cause);

    /** The call has been silent for a while. */
    void quiet() {}

    @Override
    public final Optional<String> quietPeer(long now) {
        if (ended.get() || now - lastActivity < quietNanos()) {
            return Optional.empty();
        }
        quiet();
        return peerIsOurs() ? Optional.of(peer.substring(0, peer.lastIndexOf('.'))) : Optional.empty();
    }

    private long quietNanos() {
        return Math.min(QUIET_NANOS, endpoint.settings().peerGoneAfter().toNanos());
    }

    /** Begins to get messages; returns the reply subject. */
    final String open() {
        return endpoint.add(token, this);
    }

    final void peer(String replySubject) {
        peer = replySubject;
    }

    /** Whether the peer is a host of our kind, which understands what wRPC does not specify. */
    final boolean peerIsOurs() {
        return Endpoint.ours(peer);
    }

    @Override
    public final void receive(String below, LatticeMessage message) {
        lastActivity = System.nanoTime();
        if (below.isEmpty()) {
            greeted(message);
        } else if (below.equals(hears)) {
            valuesReceived(message.payload());
        } else if (below.startsWith(hears) && below.charAt(hears.length()) == '.') {
            incoming.receive(below.substring(hears.length() + 1), message.payload());
        } else if (below.startsWith(CREDIT)) {
            confirmed(below.substring(CREDIT.length()), message.payload());
        } else if (below.equals(OVER) && !calling()) {
            end(new CancellationException("the caller of '" + subject + "' has given up"));
        }
    }

    @Override
    public final void answered(byte[] result) {
        if (calling()) {
            lastActivity = System.nanoTime();
            valuesReceived(result);
        }
    }

    /** Sends the whole result of a call whose caller is of our kind, in a moment at the latest. */
    final void answer(byte[] result) {
        endpoint.answers().send(peer, result);
    }

    /** Tells the caller where to send what belongs to the call. */
    final void acceptOn(String replySubject) {
        endpoint.bus().publish(LatticeMessage.empty(peer).withReplyTo(replySubject));
    }

    /** Sends values in pieces, then their end, then the streams and futures in them. */
    final void sendValues(byte[] bytes, int from, List<Deferred> deferred) {
        sendBytes(bytes, from);
        endpoint.bus().publish(LatticeMessage.of(peer + "." + sends, EMPTY));
        outgoing.start(deferred);
    }

    /** Sends values in pieces, but not their end. */
    final void sendBytes(byte[] bytes, int from) {
        String to = peer + "." + sends;
        int max = maxPiece();
        for (int at = from; at < bytes.length; at += max) {
            int end = Math.min(bytes.length, at + max);
            byte[] piece = at == 0 && end == bytes.length ? bytes : Arrays.copyOfRange(bytes, at, end);
            endpoint.bus().publish(LatticeMessage.of(to, piece));
        }
    }

    @Override
    public final void publish(String path, byte[] payload) {
        lastActivity = System.nanoTime();
        endpoint.bus().publish(LatticeMessage.of(peer + "." + sends + "." + path, payload));
    }

    @Override
    public final int maxPiece() {
        return (int) Math.max(1, Math.min(endpoint.bus().maxPayload(), 1 << 20));
    }

    @Override
    public final Window window() {
        return new FlushedWindow().window;
    }

    /** A window that the broker confirms unless the peer does. */
    private final class FlushedWindow {
        private final Window window = new Window(outgoing.count() + 1, peerIsOurs() ? null : this::flush);

        private void flush() {
            run(() -> {
                try {
                    endpoint.bus().flush(FLUSH);
                    window.confirmAll();
                } catch (HostException e) {
                    broken(e);
                }
            });
        }
    }

    @Override
    public final void consumed(String path, long total) {
        if (!ended.get() && peerIsOurs()) {
            Encoder number = new Encoder(10);
            number.unsigned(total);
            endpoint.bus().publish(LatticeMessage.of(peer + "." + CREDIT + path, number.take()));
        }
    }

    private void confirmed(String path, byte[] total) {
        long value = 0;
        for (int i = 0; i < total.length && i < 9; i++) {
            value |= (total[i] & 0x7fL) << (7 * i);
        }
        outgoing.confirm(path, value);
    }

    @Override
    public final void run(Runnable task) {
        endpoint.run(task);
    }

    @Override
    public final void allClosed() {
        endIfDone();
    }

    @Override
    public final boolean spilled(long bytes) {
        return endpoint.spilled(bytes);
    }

    @Override
    public final boolean openFile() {
        return endpoint.openFile();
    }

    @Override
    public final void fileClosed() {
        endpoint.fileClosed();
    }

    @Override
    public final void channelClosed() {
        endIfDone();
    }

    @Override
    public final void broken(Throwable cause) {
        end(cause);
    }

    /** Ends the call if nothing is left to send or receive. */
    final void endIfDone() {
        if (valuesDone() && outgoing.done() && incoming.done() && ended.compareAndSet(false, true)) {
            close();
            ended(null);
        }
    }

    @Override
    public final void end(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            close();
            incoming.fail(cause);
            try {
                outgoing.abort(cause);
            } finally {
                ended(cause);
            }
            if (calling() && peerIsOurs()) {
                endpoint.tellOver(peer);
            }
        }
    }

    private boolean calling() {
        return hears.equals("results");
    }

    final boolean over() {
        return ended.get();
    }

    private void close() {
        endpoint.remove(token);
        stopTimer();
    }

    // ---- limits on waiting ----

    /** Ends the call unless the timer is stopped or set anew before. */
    final void after(Duration limit, Runnable task) {
        stopTimer();
        ScheduledFuture<?> next = endpoint.timers().schedule(task, Math.max(1, limit.toNanos()), TimeUnit.NANOSECONDS);
        timer = next;
        if (ended.get()) {
            next.cancel(false);
        }
    }

    final void stopTimer() {
        ScheduledFuture<?> last = timer;
        if (last != null) {
            last.cancel(false);
        }
    }

    /** From now on the call ends when nothing has been sent or received for too long. */
    final void watchIdle() {
        Duration limit = endpoint.settings().idleTimeout();
        long left = limit.toNanos() - (System.nanoTime() - lastActivity);
        if (left <= 0) {
            end(new TransportException(
                    ErrorCode.TIMEOUT,
                    "streams and futures of '" + subject + "' were silent for " + limit.toMillis() + " ms"));
        } else if (!ended.get()) {
            after(Duration.ofNanos(left), this::watchIdle);
        }
    }
}
