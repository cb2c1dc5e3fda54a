package org.latticehost.nats;

import io.nats.client.Connection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeNames;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.SerialDelivery;

/**
 * The lattice on NATS, with JetStream for buckets. Two connections: one for control messages, events and buckets, one
 * for calls. Both connect in the background, for as long as it takes.
 *
 * <pre>{@code
 * LatticeTransport transport = NatsTransport.builder()
 *         .server("nats://127.0.0.1:4222")
 *         .credentials(NatsCredentials.file(Path.of("host.creds")))
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class NatsTransport implements LatticeTransport {
    private final NatsSettings settings;
    private final NatsThreads threads = new NatsThreads();
    private final NatsLink controlLink;
    private final NatsLink rpcLink;
    private final NatsBus control;
    private final NatsBus rpc;
    private final NatsBuckets buckets;
    private final NatsObjects objects;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    NatsTransport(NatsSettings settings) {
        this.settings = settings;
        this.controlLink = new NatsLink(settings, settings.control(), threads);
        this.rpcLink = new NatsLink(settings, settings.rpc(), threads);
        this.control = new NatsBus(controlLink, threads, settings.inboxPrefix());
        this.rpc = new NatsBus(rpcLink, threads, settings.inboxPrefix());
        this.buckets = new NatsBuckets(settings, controlLink, threads);
        this.objects = new NatsObjects(settings, controlLink);
    }

    /** Settings of a new transport. */
    public static NatsTransportBuilder builder() {
        return new NatsTransportBuilder();
    }

    @Override
    public void start(ConnectionListener listener) {
        if (closed.get()) {
            throw new TransportException(ErrorCode.HOST_STOPPED, "the NATS transport is closed");
        }
        if (started.getAndSet(true)) {
            throw new IllegalStateException("the NATS transport was started before");
        }
        Both both = new Both(listener, threads);
        controlLink.observe(both.new Half());
        rpcLink.observe(both.new Half());
        controlLink.start();
        rpcLink.start();
        control.start();
        rpc.start();
    }

    /** Two connections make one: the listener hears of the first that is lost and the last that is back. */
    private static final class Both {
        private final ConnectionListener listener;
        private final ReentrantLock lock = new ReentrantLock();
        private final SerialDelivery<Runnable> news;
        private int up;

        Both(ConnectionListener listener, NatsThreads threads) {
            this.listener = listener;
            this.news = SerialDelivery.ofTasks(
                    "connection listener " + listener.getClass().getName(), threads.handlers());
        }

        private final class Half implements LinkObserver {
            @Override
            public void up(Connection connection) {
                change(1, 2, null);
            }

            @Override
            public void down(String reason) {
                change(-1, 1, reason);
            }
        }

        private void change(int by, int tell, @Nullable String reason) {
            lock.lock();
            try {
                up += by;
                if (up == tell) {
                    news.offer(reason == null ? listener::connected : () -> listener.disconnected(reason));
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public MessageBus control() {
        return control;
    }

    @Override
    public MessageBus rpc() {
        return rpc;
    }

    @Override
    public KeyValueBucket bucket(String name) {
        return buckets.open(LatticeNames.requireBucketName(name));
    }

    /**
     * A bucket that is there already, made by anybody, with whatever settings; see {@link #bucket}.
     *
     * @return empty if there is none
     */
    public Optional<KeyValueBucket> existingBucket(String name) {
        return buckets.existing(LatticeNames.requireBucketName(name)).map(KeyValueBucket.class::cast);
    }

    /** The object stores of JetStream, on the connection for control messages. */
    public NatsObjects objects() {
        return objects;
    }

    /**
     * Takes the messages of a pull consumer of JetStream, one after the other, and goes on after each loss of the
     * connection, and when the consumer is there again after it was deleted, which is tried after the pauses of {@link
     * NatsTransportBuilder#reconnectBackoff}. Each is acknowledged before it is handed over, so it is handed over once at
     * most. Blocks until the consumer is found.
     *
     * @param batch how many messages to ask for at once, at least 1; fewer if the consumer allows no more
     * @param batchBytes how many bytes to ask for at once, headers and subjects included; 0 for any number. A message that
     *     is larger is not taken, nor are those after it
     * @param receiver must not block
     * @return ends it
     * @throws TransportException if there is no such consumer, or no connection within the request timeout
     */
    public AutoCloseable consume(
            String stream, String consumer, int batch, int batchBytes, Consumer<LatticeMessage> receiver) {
        NatsConsumption consumption = new NatsConsumption(
                controlLink,
                threads,
                settings.reconnect(),
                new NatsConsumption.Source(stream, consumer, batch, batchBytes),
                receiver);
        consumption.begin(settings.requestTimeout());
        return consumption;
    }

    @Override
    public boolean connected() {
        return controlLink.online() != null && rpcLink.online() != null;
    }

    /** Whether both connections are known to be lost; between the two, messages may still go to a dead one. */
    boolean offline() {
        return controlLink.online() == null && rpcLink.online() == null;
    }

    @Override
    public String controlUrl() {
        return settings.control().url();
    }

    @Override
    public String rpcUrl() {
        return settings.rpc().url();
    }

    @Override
    public Optional<String> domain() {
        return settings.jetStreamDomain();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        buckets.close();
        control.close();
        rpc.close();
        controlLink.close();
        rpcLink.close();
        control.failPending();
        rpc.failPending();
        threads.close();
        control.failPending(); // what came in between
        rpc.failPending();
    }

    @Override
    public String toString() {
        return "NATS transport " + controlUrl();
    }
}
