package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pull consumer whose messages are taken for as long as there is a connection: one pull after the other, on a thread of
 * its own.
 *
 * <p>The pulls of jnats that overlap ({@code consume}) would be faster over slow networks, but they notice a consumer that
 * is gone only when heartbeats are missing, and ask in a tight loop when a limit of bytes leaves room for no message.
 * Here a pull that ends early with nothing is a failure: the log tells the first of a row and the end of the row, and
 * pauses grow in between.
 *
 * <p>Thread-safe.
 */
final class NatsConsumption implements LinkObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsConsumption.class);
    private static final Duration PULL = Duration.ofSeconds(30);

    /**
     * What is taken.
     *
     * @param batchBytes 0 for any number
     */
    record Source(String stream, String consumer, int batch, int batchBytes) {
        @Override
        public String toString() {
            return "consumer '" + consumer + "' of stream '" + stream + "'";
        }
    }

    private final NatsLink link;
    private final NatsThreads threads;
    private final Backoff pauses;
    private final Source source;
    private final Consumer<LatticeMessage> receiver;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connection on;
    private @Nullable FetchConsumer pull;
    private volatile boolean closed;

    /** Only for the one thread that takes messages, and while there is none for the one that begins. */
    private volatile int failures;

    NatsConsumption(
            NatsLink link, NatsThreads threads, Backoff pauses, Source source, Consumer<LatticeMessage> receiver) {
        this.link = link;
        this.threads = threads;
        this.pauses = pauses;
        this.source = source;
        this.receiver = receiver;
    }

    /** The first time, whose failure is told. */
    void begin(Duration within) {
        Connection connection = link.await(within, null);
        if (connection == null) {
            throw new TransportException("cannot take messages of " + source + ": not connected");
        }
        try {
            var unused = find(connection);
        } catch (JetStreamApiException e) {
            throw new TransportException(
                    ErrorCode.NOT_FOUND, "cannot take messages of " + source + ": " + e.getMessage(), e);
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw new TransportException("cannot take messages of " + source + ": " + e.getMessage(), e);
        }
        link.observe(this);
        Connection now = link.online();
        if (now != null) {
            up(now);
        }
    }

    private ConsumerContext find(Connection connection) throws IOException, JetStreamApiException {
        return connection.getConsumerContext(source.stream, source.consumer);
    }

    @Override
    public void up(Connection connection) {
        lock.lock();
        try {
            if (closed || on == connection) {
                return;
            }
            on = connection;
        } finally {
            lock.unlock();
        }
        threads.job(Duration.ZERO, () -> take(connection, false));
    }

    @Override
    public void down(String reason) {
        // What ran on that connection has ended with it.
    }

    private boolean current(Connection connection) {
        return !closed && link.online() == connection && connection.getStatus() == Connection.Status.CONNECTED;
    }

    /**
     * Takes messages for as long as that works.
     *
     * @param unproven whether the consumer was there the last time, yet gave nothing: then only a message proves that
     *     it works
     */
    private void take(Connection connection, boolean unproven) {
        boolean doubtful = unproven;
        try {
            ConsumerContext context = find(connection);
            if (!doubtful) {
                works();
            }
            FetchConsumeOptions options = options(context);
            while (current(connection)) {
                long began = System.nanoTime();
                int taken = pull(context, options);
                if (taken == 0 && System.nanoTime() - began < PULL.toNanos() / 2 && current(connection)) {
                    String reason = emptiness(context.getConsumerInfo());
                    doubtful = true;
                    throw new IOException(reason);
                }
                works();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | JetStreamApiException | JetStreamStatusCheckedException | RuntimeException e) {
            if (current(connection)) {
                LOG.debug("{} cannot be used", source, e);
                boolean next = doubtful;
                threads.job(failed(reason(e)), () -> take(connection, next));
            }
        }
    }

    /** As much as we want, but no more than the consumer allows. */
    private FetchConsumeOptions options(ConsumerContext context) {
        ConsumerInfo info = context.getCachedConsumerInfo();
        return FetchConsumeOptions.builder()
                .max(
                        smaller(
                                source.batchBytes,
                                info.getConsumerConfiguration().getMaxBytes()),
                        smaller(source.batch, info.getConsumerConfiguration().getMaxBatch()))
                .expiresIn(PULL.toMillis())
                .build();
    }

    private static int smaller(long wanted, long allowed) {
        return (int) (allowed <= 0 || (wanted > 0 && wanted < allowed) ? wanted : allowed);
    }

    /** How many messages came. */
    private int pull(ConsumerContext context, FetchConsumeOptions options)
            throws IOException, JetStreamApiException, JetStreamStatusCheckedException, InterruptedException {
        int taken = 0;
        FetchConsumer now = opened(context.fetch(options));
        try {
            for (Message message = now.nextMessage(); message != null && !closed; message = now.nextMessage()) {
                taken++;
                works();
                received(message);
            }
            return taken;
        } finally {
            end(now);
        }
    }

    private FetchConsumer opened(FetchConsumer next) {
        lock.lock();
        try {
            pull = next;
        } finally {
            lock.unlock();
        }
        return next;
    }

    private String emptiness(ConsumerInfo info) {
        return source.batchBytes > 0 && info.getNumPending() > 0
                ? "the next message is larger than the " + source.batchBytes + " bytes that are asked for at once"
                : "the server ends each pull at once";
    }

    private void received(Message message) {
        message.ack();
        LatticeMessage known = NatsMessages.received(message);
        if (known != null) {
            // Its reply subject was that of the acknowledgement.
            receiver.accept(known.withReplyTo(null));
        }
    }

    private static String reason(Exception e) {
        Throwable told = e instanceof JetStreamStatusCheckedException && e.getCause() != null ? e.getCause() : e;
        return String.valueOf(told.getMessage());
    }

    /** Counts a failure, tells the first of a row, and how long to wait. */
    private Duration failed(String reason) {
        int before = failures;
        failures = before + 1;
        if (before == 0) {
            LOG.atWarn().addKeyValue("reason", reason).log("no messages of {} come; trying on", source);
        }
        return pauses.before(before, ThreadLocalRandom.current());
    }

    private void works() {
        if (failures > 0) {
            failures = 0;
            LOG.info("messages of {} are taken again", source);
        }
    }

    @Override
    public void close() {
        link.ignore(this);
        FetchConsumer last;
        lock.lock();
        try {
            closed = true;
            last = pull;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            end(last);
        }
    }

    private void end(FetchConsumer last) {
        try {
            last.close();
        } catch (Exception e) {
            LOG.debug("a pull from {} did not end", source, e);
        }
    }
}
