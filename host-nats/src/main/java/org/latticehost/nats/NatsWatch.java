package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.KeyValueBucket.Entry;
import org.latticehost.host.spi.KeyValueBucket.Watcher;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.SerialDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch that outlives connections, consumers and buckets.
 *
 * <p>jnats' own watch takes a thread each, asks for messages after the last sequence it saw even if the bucket was made
 * anew since, and never tells that it was interrupted. This one is a push consumer without acknowledgements, opened anew
 * whenever anything is wrong: a new connection, a gap in the numbers of the consumer, no sign of life. Each opening
 * begins from the start and {@link WatchState} finds the difference. An opening has a number; what belongs to an older
 * one is ignored.
 */
final class NatsWatch implements LatticeSubscription, LinkObserver {
    private static final Logger LOG = LoggerFactory.getLogger(NatsWatch.class);
    /** Every so many heartbeats the bucket is asked whether it still holds what was told. */
    private static final int HEARTBEATS_PER_COUNT = 6;

    private final NatsBuckets buckets;
    private final String bucket;
    private final String pattern;
    private final Watcher watcher;
    private final SerialDelivery<Runnable> delivery;

    private final ReentrantLock lock = new ReentrantLock();
    private final WatchState state = new WatchState();
    private int opening;
    private long consumed;
    private long target;
    private long lastSign;
    private boolean running;
    private @Nullable Subscription subscription;
    private @Nullable Connection openedOn;
    private volatile boolean active = true;

    NatsWatch(NatsBuckets buckets, String bucket, String pattern, Watcher watcher) {
        this.buckets = buckets;
        this.bucket = bucket;
        this.pattern = pattern;
        this.watcher = watcher;
        this.delivery = SerialDelivery.ofTasks(
                "watch of " + bucket + "/" + pattern + " by "
                        + watcher.getClass().getName(),
                buckets.threads().handlers());
    }

    void begin() {
        buckets.added(this);
        buckets.link().observe(this);
        Connection connection = buckets.link().online();
        if (connection != null) {
            openOn(connection, "");
        }
    }

    @Override
    public void up(Connection connection) {
        openOn(connection, "connected again");
    }

    /** Begins on a connection, unless that was done: its news may come after a watch that found it online. */
    private void openOn(Connection connection, String reason) {
        lock.lock();
        try {
            if (connection == openedOn) {
                return;
            }
            openedOn = connection;
        } finally {
            lock.unlock();
        }
        reopen(connection, reason, 0);
    }

    @Override
    public void down(String reason) {
        lock.lock();
        try {
            openedOn = null;
            opening++;
            subscription = null;
            interrupted(reason);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the present opening and begins the next, now or after a pause. */
    private void reopen(Connection connection, String reason, int attempt) {
        int next;
        lock.lock();
        try {
            if (!active) {
                return;
            }
            next = ++opening;
            endConsumer();
            interrupted(reason);
        } finally {
            lock.unlock();
        }
        Duration pause = attempt == 0
                ? Duration.ZERO
                : buckets.settings().reconnect().before(attempt, ThreadLocalRandom.current());
        buckets.threads().opening(pause, () -> open(connection, next, attempt));
    }

    private void open(Connection connection, int number, int attempt) {
        if (!current(number) || connection != buckets.link().online()) {
            return; // the next connection begins a new opening
        }
        try {
            consume(connection, number);
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            LOG.debug("cannot open the watch of {}/{}, attempt {}: {}", bucket, pattern, attempt, e.getMessage());
            if (current(number)) {
                reopen(connection, "cannot be opened: " + e.getMessage(), attempt + 1);
            }
        }
    }

    private boolean current(int number) {
        lock.lock();
        try {
            return active && opening == number;
        } finally {
            lock.unlock();
        }
    }

    private void consume(Connection connection, int number) throws IOException, JetStreamApiException {
        Duration heartbeat = buckets.settings().watchHeartbeat();
        JetStreamManagement management = buckets.management(connection);
        StreamInfo stream = management.getStreamInfo(NatsBuckets.stream(bucket));
        String inbox = connection.createInbox();
        Subscription subscribed = buckets.link().subscribe(connection, inbox, message -> received(number, message));
        lock.lock();
        try {
            if (!active || opening != number) {
                buckets.link().unsubscribe(subscribed);
                return;
            }
            subscription = subscribed;
            consumed = 0;
            lastSign = System.nanoTime();
            target = stream.getStreamState().getLastSequence();
            state.opened(stream.getCreateTime().toInstant(), target);
        } finally {
            lock.unlock();
        }
        ConsumerInfo consumer = management.createConsumer(
                NatsBuckets.stream(bucket),
                ConsumerConfiguration.builder()
                        .deliverSubject(inbox)
                        .deliverPolicy(DeliverPolicy.LastPerSubject)
                        .filterSubject("$KV." + bucket + "." + pattern)
                        .ackPolicy(AckPolicy.None)
                        .maxDeliver(1)
                        .flowControl(heartbeat)
                        .memStorage(true)
                        .numReplicas(1)
                        .build());
        begun(number, consumer.getCalculatedPending() == 0);
        checkSigns(connection, number, heartbeat, 1);
    }

    /** On the reader of the connection: only takes in and queues. */
    private void received(int number, Message message) {
        lock.lock();
        try {
            if (!active || opening != number) {
                return;
            }
            lastSign = System.nanoTime();
            if (message.isJetStream()) {
                entry(message);
            } else if (message.isStatusMessage()) {
                flowControl(message);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void entry(Message message) {
        long sequence = message.metaData().consumerSequence();
        if (sequence != consumed + 1) {
            Connection connection = message.getConnection();
            String reason = "message " + (consumed + 1) + " of the watch was lost";
            opening++; // ignores the rest
            buckets.threads().job(Duration.ZERO, () -> reopen(connection, reason, 0));
            return;
        }
        consumed = sequence;
        running = true;
        Entry entry = NatsBucket.entry(new KeyValueEntry(message));
        if (state.news(entry)) {
            delivery.offer(() -> watcher.entry(entry));
        }
        // With a writer that never pauses there may always be something pending.
        if (message.metaData().pendingCount() == 0 || entry.revision() >= target) {
            caughtUp();
        }
    }

    private void begun(int number, boolean nothingThere) {
        lock.lock();
        try {
            if (active && opening == number) {
                running = true;
                if (nothingThere) {
                    caughtUp();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void caughtUp() {
        if (state.catchingUp()) {
            state.caughtUp().forEach(lost -> delivery.offer(() -> watcher.entry(lost)));
            delivery.offer(watcher::caughtUp);
        }
    }

    /** The server waits for an answer before it sends more; a heartbeat tells if it still does. */
    private static void flowControl(Message status) {
        String answerTo = status.getReplyTo(); // null, or empty where the message has headers
        if ((answerTo == null || answerTo.isEmpty()) && status.hasHeaders()) {
            answerTo = status.getHeaders().getFirst("Nats-Consumer-Stalled");
        }
        if (answerTo != null && !answerTo.isEmpty()) {
            status.getConnection().publish(answerTo, null);
        }
    }

    /** Once a heartbeat, as long as this opening lasts. */
    private void checkSigns(Connection connection, int number, Duration heartbeat, int beat) {
        buckets.threads().opening(heartbeat, () -> {
            if (silent(number, heartbeat)) {
                reopen(connection, "no sign of life: the bucket may have been deleted", 0);
            } else if (beat % HEARTBEATS_PER_COUNT == 0 && emptied(connection, number)) {
                reopen(connection, "the bucket was emptied", 0);
            } else if (current(number)) {
                checkSigns(connection, number, heartbeat, beat + 1);
            }
        });
    }

    /** Consumers are not told of messages that an administrator removes; markers of removed keys are messages, too. */
    private boolean emptied(Connection connection, int number) {
        int known;
        lock.lock();
        try {
            if (!active || opening != number || state.catchingUp()) {
                return false;
            }
            known = state.size();
        } finally {
            lock.unlock();
        }
        try {
            StreamInfo stream = buckets.management(connection).getStreamInfo(NatsBuckets.stream(bucket));
            return stream.getStreamState().getMsgCount() < known && current(number);
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            return false; // a missing sign of life tells the rest
        }
    }

    private boolean silent(int number, Duration heartbeat) {
        lock.lock();
        try {
            long quiet = System.nanoTime() - lastSign;
            return active && opening == number && quiet > 2 * heartbeat.toNanos() + heartbeat.toNanos() / 2;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void interrupted(String reason) {
        if (running) {
            running = false;
            delivery.offer(() -> watcher.interrupted(reason));
        }
    }

    /** Under the lock. */
    private void endConsumer() {
        if (subscription != null) {
            buckets.link().unsubscribe(subscription);
            subscription = null;
        }
    }

    @Override
    public String subject() {
        return pattern;
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public void close() {
        active = false;
        delivery.close();
        buckets.link().ignore(this);
        buckets.removed(this);
        lock.lock();
        try {
            opening++;
            endConsumer();
        } finally {
            lock.unlock();
        }
    }
}
