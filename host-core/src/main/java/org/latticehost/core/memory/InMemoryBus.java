package org.latticehost.core.memory;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeNames;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.SubscriptionOptions;

/** The bus of one transport. */
final class InMemoryBus implements MessageBus {
    private final InMemoryTransport transport;
    private final Connectivity connectivity;
    private final MessageRouter router;
    private final MemoryThreads threads;
    private final String inboxPrefix;
    private final AtomicLong inboxes = new AtomicLong();
    private final Set<PendingReply> pending = ConcurrentHashMap.newKeySet();

    InMemoryBus(
            InMemoryTransport transport,
            Connectivity connectivity,
            MessageRouter router,
            MemoryThreads threads,
            int number) {
        this.transport = transport;
        this.connectivity = connectivity;
        this.router = router;
        this.threads = threads;
        this.inboxPrefix = "_INBOX." + UUID.randomUUID().toString().replace("-", "") + number + ".";
    }

    @Override
    public void publish(LatticeMessage message) {
        check(message);
        transport.publish(message);
    }

    @Override
    public CompletionStage<LatticeMessage> request(LatticeMessage message, Duration timeout) {
        check(message);
        connectivity.requireStarted();
        PendingReply reply = new PendingReply(transport, message.subject(), threads);
        String inbox = newInbox();
        reply.whenSettled(() -> forget(inbox, reply)); // also if the time is up before the next line
        try {
            pending.add(reply);
            router.expect(inbox, reply);
            ScheduledFuture<?> limit = threads.after(timeout, () -> reply.timedOut(timeout));
            reply.whenSettled(() -> {
                limit.cancel(false);
                forget(inbox, reply);
            });
            transport.publish(message.withReplyTo(inbox));
        } catch (TransportException e) {
            reply.fail(e);
        } catch (RejectedExecutionException e) {
            reply.fail(new TransportException(ErrorCode.HOST_STOPPED, transport + " is closed", e));
        }
        return reply.future();
    }

    private void forget(String inbox, PendingReply reply) {
        router.forget(inbox);
        pending.remove(reply);
    }

    @Override
    public LatticeSubscription subscribe(
            String subject,
            @Nullable String queueGroup,
            SubscriptionOptions options,
            Consumer<LatticeMessage> handler) {
        LatticeNames.requirePattern(subject);
        if (queueGroup != null) {
            LatticeNames.requireQueueGroup(queueGroup);
        }
        connectivity.requireOpen();
        InMemorySubscription subscription =
                new InMemorySubscription(transport, subject, queueGroup, options, threads, handler);
        transport.added(subscription);
        return subscription;
    }

    @Override
    public String newInbox() {
        return inboxPrefix + inboxes.incrementAndGet();
    }

    @Override
    public void flush(Duration timeout) {
        if (!connectivity.await(timeout)) {
            throw new TransportException(
                    ErrorCode.TIMEOUT, transport + " could not flush in " + timeout.toMillis() + " ms: not connected");
        }
    }

    @Override
    public long maxPayload() {
        return InMemoryLattice.MAX_PAYLOAD;
    }

    void failPending() {
        pending.forEach(PendingReply::closed);
    }

    private static void check(LatticeMessage message) {
        LatticeNames.requireSubject(message.subject());
        message.replyTo().ifPresent(LatticeNames::requireSubject);
        requireFits(message.subject(), message.payload());
    }

    static void requireFits(String target, byte[] payload) {
        if (payload.length > InMemoryLattice.MAX_PAYLOAD) {
            throw new TransportException(
                    ErrorCode.INVALID_REQUEST,
                    "payload of " + payload.length + " bytes for '" + target + "' is larger than the "
                            + InMemoryLattice.MAX_PAYLOAD + " bytes that the lattice accepts");
        }
    }
}
