package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.MessageConsumer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pull consumer whose messages are taken for as long as there is a connection. Thread-safe. */
final class NatsConsumption implements LinkObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsConsumption.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final NatsLink link;
    private final NatsThreads threads;
    private final String stream;
    private final String consumer;
    private final int batch;
    private final Consumer<LatticeMessage> receiver;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connection on;
    private @Nullable MessageConsumer running;
    private boolean closed;

    NatsConsumption(
            NatsLink link,
            NatsThreads threads,
            String stream,
            String consumer,
            int batch,
            Consumer<LatticeMessage> receiver) {
        this.link = link;
        this.threads = threads;
        this.stream = stream;
        this.consumer = consumer;
        this.batch = batch;
        this.receiver = receiver;
    }

    /** The first time, whose failure is told. */
    void begin(Duration within) {
        Connection connection = link.await(within, null);
        if (connection == null) {
            throw new TransportException("cannot take messages of " + this + ": not connected");
        }
        link.observe(this);
        try {
            consume(connection);
        } catch (JetStreamApiException e) {
            close();
            throw new TransportException(
                    ErrorCode.NOT_FOUND, "cannot take messages of " + this + ": " + e.getMessage(), e);
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            close();
            throw new TransportException("cannot take messages of " + this + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void up(Connection connection) {
        again(connection, Duration.ZERO);
    }

    @Override
    public void down(String reason) {
        // What ran on that connection has ended with it.
    }

    private void again(Connection connection, Duration delay) {
        try {
            threads.job(delay, () -> {
                try {
                    consume(connection);
                } catch (JetStreamApiException | IOException | IllegalStateException e) {
                    LOG.atWarn().setCause(e).log("messages of {} are not taken yet", this);
                    again(connection, RETRY);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the transport is closed");
        }
    }

    private void consume(Connection connection) throws IOException, JetStreamApiException {
        lock.lock();
        try {
            if (closed || on == connection || link.online() != connection) {
                return;
            }
            running = connection
                    .getConsumerContext(stream, consumer)
                    .consume(ConsumeOptions.builder().batchSize(batch).build(), this::received);
            on = connection;
        } finally {
            lock.unlock();
        }
    }

    private void received(Message message) {
        message.ack();
        LatticeMessage known = NatsMessages.received(message);
        if (known != null) {
            // Its reply subject was that of the acknowledgement.
            receiver.accept(known.withReplyTo(null));
        }
    }

    @Override
    public void close() {
        link.ignore(this);
        MessageConsumer last;
        lock.lock();
        try {
            closed = true;
            last = running;
            running = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.stop();
        }
    }

    @Override
    public String toString() {
        return "consumer '" + consumer + "' of stream '" + stream + "'";
    }
}
