package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
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

/** The bus of one connection. All requests share one subscription, made with the first of them. */
final class NatsBus implements MessageBus, Subscribed {
    private final NatsLink link;
    private final NatsThreads threads;
    private final String inboxPrefix;
    private final String replyPrefix;
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, NatsReply> replies = new ConcurrentHashMap<>();
    private final Set<NatsSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private @Nullable Subscription onServer;

    /**
     * @param inboxPrefix of reply subjects, with a final dot
     */
    NatsBus(NatsLink link, NatsThreads threads, String inboxPrefix) {
        this.link = link;
        this.threads = threads;
        this.inboxPrefix = inboxPrefix;
        this.replyPrefix = newInbox() + ".";
    }

    /** To be called once the link has started. */
    void start() {
        link.add(this);
    }

    @Override
    public void on(SafeDispatcher dispatcher) {
        onServer = dispatcher.subscribe(replyPrefix + "*", null, this::answered);
    }

    @Override
    public void off(@Nullable SafeDispatcher dispatcher) {
        if (dispatcher != null && onServer != null) {
            dispatcher.unsubscribe(onServer);
        }
        onServer = null;
    }

    private void answered(Message message) {
        NatsReply reply = replies.remove(message.getSubject());
        if (reply != null) {
            LatticeMessage answer = NatsMessages.received(message);
            if (answer != null) {
                reply.answered(answer);
            }
        }
    }

    @Override
    public void publish(LatticeMessage message) {
        check(message);
        link.send(message);
    }

    @Override
    public CompletionStage<LatticeMessage> request(LatticeMessage message, Duration timeout) {
        LatticeNames.requireSubject(message.subject());
        NatsReply reply = new NatsReply(message.subject(), threads.handlers());
        String inbox = replyPrefix + requests.incrementAndGet();
        try {
            check(message);
            if (link.online() == null) {
                link.requireOpen();
            }
            replies.put(inbox, reply);
            reply.limit(threads.after(timeout, () -> timedOut(inbox, timeout)));
            link.send(message.withReplyTo(inbox));
        } catch (TransportException e) {
            replies.remove(inbox);
            reply.fail(e);
        } catch (RejectedExecutionException e) {
            replies.remove(inbox);
            reply.fail(new TransportException(ErrorCode.HOST_STOPPED, "the NATS transport is closed", e));
        }
        return reply.future();
    }

    private void timedOut(String inbox, Duration timeout) {
        NatsReply reply = replies.remove(inbox);
        if (reply != null) {
            String connection = link.online() == null ? "not connected" : "connected";
            reply.fail(new TransportException(
                    ErrorCode.TIMEOUT,
                    "no answer on subject '" + reply.subject() + "' after " + timeout.toMillis() + " ms (" + connection
                            + ")"));
        }
    }

    private void check(LatticeMessage message) {
        LatticeNames.requireSubject(message.subject());
        message.replyTo().ifPresent(LatticeNames::requireSubject);
        NatsMessages.requireFits(message, link.maxPayload());
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
        NatsSubscription subscription =
                new NatsSubscription(this, subject, queueGroup, options, threads.handlers(), handler);
        link.add(subscription);
        subscriptions.add(subscription);
        return subscription;
    }

    void removed(NatsSubscription subscription) {
        subscriptions.remove(subscription);
        link.remove(subscription);
    }

    @Override
    public String newInbox() {
        return inboxPrefix + NUID.nextGlobal();
    }

    @Override
    public void flush(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        @Nullable Connection tried = null;
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            @Nullable Connection connection = link.await(left, tried);
            if (connection == null) {
                throw notFlushed(timeout, null);
            }
            try {
                connection.flush(left);
                return;
            } catch (TimeoutException | IllegalStateException e) {
                if (connection.getStatus() == Connection.Status.CONNECTED) {
                    throw notFlushed(timeout, e);
                }
                tried = connection; // lost meanwhile; once more on the next
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransportException("interrupted while flushing", e);
            }
        }
    }

    private TransportException notFlushed(Duration timeout, @Nullable Exception cause) {
        String connection = link.online() == null ? "not connected" : "connected";
        return new TransportException(
                ErrorCode.TIMEOUT, "no flush within " + timeout.toMillis() + " ms (" + connection + ")", cause);
    }

    @Override
    public long maxPayload() {
        return link.maxPayload();
    }

    void close() {
        subscriptions.forEach(NatsSubscription::close);
    }

    void failPending() {
        replies.forEach((inbox, reply) -> reply.fail(new TransportException(
                ErrorCode.HOST_STOPPED,
                "the transport was closed during a request on subject '" + reply.subject() + "'")));
        replies.clear();
    }
}
