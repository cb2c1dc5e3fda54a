package org.latticehost.wrpc.internal.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;

/**
 * Notices that the peer of a call is gone. The broker answers a message that wants a reply at once if nobody subscribes to
 * its subject; so now and then an empty one goes to each inbox of which nothing has been heard, on a subject that its owner
 * ignores. A peer that lives but has lost its connection for a while is given time to come back.
 *
 * <p>{@link #look} is called by one thread at a time; answers come on the bus's.
 */
final class PeerWatch {
    private static final String IGNORED = ".alive";

    private final MessageBus bus;
    private final long goneAfterNanos;
    private final Map<String, Peer> byInbox = new HashMap<>();
    private final Map<String, Peer> byToken = new ConcurrentHashMap<>();
    private long tokens;

    /**
     * @param goneAfter how long nobody must have subscribed to an inbox
     */
    PeerWatch(MessageBus bus, Duration goneAfter) {
        this.bus = bus;
        this.goneAfterNanos = goneAfter.toNanos();
    }

    /** An inbox of a peer. */
    private static final class Peer {
        private final String token;
        private long asked;
        private volatile boolean absent;
        private long absentSince;

        Peer(String token) {
            this.token = token;
        }

        boolean goneFor(long now, long nanos) {
            if (!absent) {
                absentSince = 0; // the last message was not answered, so somebody got it
                return false;
            }
            if (absentSince == 0) {
                absentSince = asked;
            }
            return now - absentSince >= nanos;
        }
    }

    /**
     * Asks for the peers of these calls, and ends those whose peer is gone.
     *
     * @param calls that have heard nothing for a while
     * @param inbox where answers are heard
     */
    void look(Iterable<? extends Endpoint.Call> calls, String inbox) {
        long now = System.nanoTime();
        Map<String, List<Endpoint.Call>> byPeer = new HashMap<>();
        for (Endpoint.Call call : calls) {
            call.quietPeer(now)
                    .ifPresent(peer ->
                            byPeer.computeIfAbsent(peer, p -> new ArrayList<>()).add(call));
        }
        byInbox.keySet().retainAll(byPeer.keySet());
        byToken.values().retainAll(byInbox.values());
        byPeer.forEach((peer, its) -> look(now, peer, its, inbox));
    }

    private void look(long now, String inboxOfPeer, List<Endpoint.Call> calls, String inbox) {
        Peer peer = byInbox.computeIfAbsent(inboxOfPeer, p -> new Peer("peer-" + ++tokens));
        if (peer.goneFor(now, goneAfterNanos)) {
            TransportException gone = new TransportException(
                    ErrorCode.TRANSPORT, "the host at the other end of the call is gone: nobody subscribes its inbox");
            calls.forEach(call -> call.end(gone));
            return;
        }
        byToken.put(peer.token, peer);
        peer.absent = false;
        peer.asked = now;
        bus.publish(LatticeMessage.empty(inboxOfPeer + IGNORED).withReplyTo(inbox + "." + peer.token));
    }

    /** A message that belongs to no call. */
    void receive(String token, LatticeMessage message) {
        if (message.noResponders()) {
            Peer peer = byToken.get(token);
            if (peer != null) {
                peer.absent = true;
            }
        }
    }
}
