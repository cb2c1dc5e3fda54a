package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.MessageHandler;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.SerialDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lasting connection, made of as many jnats connections as it takes.
 *
 * <p>jnats could reconnect by itself, but gives up after two refusals by a server, offers nothing to publish to before
 * the first connection, and sends what it kept before its subscriptions are active again. So its own reconnecting is off:
 * every lost connection is replaced by a new one, and first and later connections take one way. A new connection gets
 * all subscriptions, then a round trip proves that they are active, then what was kept is sent, and only then it is
 * {@linkplain #online online}.
 */
final class NatsLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);
    private static final long USUAL_MAX_PAYLOAD = 1 << 20;

    private enum Phase {
        NEW,
        STARTED,
        CLOSED
    }

    private final NatsSettings settings;
    private final NatsSettings.Peer peer;
    private final NatsThreads threads;
    private final NatsConnector connector;
    private final SerialDelivery<Runnable> news;
    private final Set<LinkObserver> observers = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Subscribed> subscribed = ConcurrentHashMap.newKeySet();
    private final KeptMessages kept;
    private Phase phase = Phase.NEW;
    private @Nullable Options options;
    private @Nullable Connection current;
    private @Nullable SafeDispatcher dispatcher;
    private volatile @Nullable Connection online;
    private volatile long maxPayload = USUAL_MAX_PAYLOAD;

    NatsLink(NatsSettings settings, NatsSettings.Peer peer, NatsThreads threads) {
        this.settings = settings;
        this.peer = peer;
        this.threads = threads;
        this.connector = new NatsConnector(settings, peer, threads, this::arrived);
        this.kept = new KeptMessages(settings.pendingBytes());
        this.news = SerialDelivery.ofTasks("connection '" + peer.clientName() + "'", threads.handlers());
    }

    void observe(LinkObserver observer) {
        observers.add(observer);
    }

    void ignore(LinkObserver observer) {
        observers.remove(observer);
    }

    /** Begins to connect. */
    void start() {
        Options made = ConnectionOptions.of(settings, peer, threads, this::lost);
        lock.lock();
        try {
            if (phase != Phase.NEW) {
                throw new IllegalStateException("the NATS transport was started before");
            }
            options = made;
            phase = Phase.STARTED;
        } finally {
            lock.unlock();
        }
        connector.begin(made, 0);
    }

    /** The connection to use now, or null. */
    @Nullable Connection online() {
        return online;
    }

    long maxPayload() {
        return maxPayload;
    }

    private void arrived(Connection connection) {
        if (!adopt(connection)) {
            NatsConnector.close(connection);
            return;
        }
        try {
            connection.flush(settings.requestTimeout());
        } catch (TimeoutException | IllegalStateException e) {
            lost(connection, "the server does not answer");
            return;
        } catch (InterruptedException e) {
            NatsConnector.close(connection);
            Thread.currentThread().interrupt();
            return;
        }
        goOnline(connection);
    }

    private boolean adopt(Connection connection) {
        lock.lock();
        try {
            if (phase == Phase.CLOSED) {
                return false;
            }
            current = connection;
            SafeDispatcher made = new SafeDispatcher(connection);
            dispatcher = made;
            subscribed.forEach(one -> one.on(made));
        } catch (IllegalStateException e) {
            LOG.debug("connection '{}' was lost at once", peer.clientName(), e);
        } finally {
            lock.unlock();
        }
        return true;
    }

    private void goOnline(Connection connection) {
        lock.lock();
        try {
            if (connection != current) {
                return;
            }
            for (LatticeMessage next = kept.first(); next != null; next = kept.first()) {
                NatsMessages.publish(connection, next);
                kept.removeFirst();
            }
            maxPayload = connection.getMaxPayload() > 0 ? connection.getMaxPayload() : USUAL_MAX_PAYLOAD;
            online = connection;
            changed.signalAll();
            news.offer(() -> observers.forEach(observer -> observer.up(connection)));
        } catch (IllegalStateException e) {
            LOG.debug("connection '{}' fails while sending what was kept", peer.clientName(), e);
        } finally {
            lock.unlock();
        }
        if (connection.getStatus() != Connection.Status.CONNECTED || connection != online) {
            lost(connection, "closed while connecting");
            return;
        }
        LOG.atInfo()
                .addKeyValue("connection", peer.clientName())
                .addKeyValue("server", connection.getConnectedUrl())
                .log("connected to NATS");
    }

    /** A jnats connection ended; called any number of times for each. */
    void lost(Connection connection, String reason) {
        Options with;
        lock.lock();
        try {
            if (connection != current || phase == Phase.CLOSED) {
                return;
            }
            subscribed.forEach(one -> one.off(null));
            current = null;
            dispatcher = null;
            if (online != null) {
                online = null;
                news.offer(() -> observers.forEach(observer -> observer.down(reason)));
            }
            with = Objects.requireNonNull(options);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        LOG.atWarn()
                .addKeyValue("connection", peer.clientName())
                .addKeyValue("reason", reason)
                .log("lost the connection to NATS; connecting again");
        threads.job(Duration.ZERO, () -> NatsConnector.close(connection));
        connector.begin(with, 1);
    }

    /** Sends now or later. */
    void send(LatticeMessage message) {
        Connection connection = online;
        if (connection != null) {
            try {
                NatsMessages.publish(connection, message);
                return;
            } catch (IllegalStateException e) {
                if (connection.getStatus() == Connection.Status.CONNECTED) {
                    throw new TransportException(
                            ErrorCode.OVERLOADED, "the server takes messages too slowly: " + e.getMessage(), e);
                }
            }
        }
        lock.lock();
        try {
            requireOpen();
            Connection meanwhile = online;
            if (meanwhile != null && meanwhile != connection) {
                NatsMessages.publish(meanwhile, message);
            } else {
                kept.add(message);
            }
        } catch (IllegalStateException e) {
            if (phase == Phase.NEW) {
                throw e;
            }
            kept.add(message);
        } finally {
            lock.unlock();
        }
    }

    /** Subscribes, on this connection and all that follow. */
    void add(Subscribed one) {
        lock.lock();
        try {
            requireOpen();
            subscribed.add(one);
            if (dispatcher != null && current != null && current.getStatus() == Connection.Status.CONNECTED) {
                one.on(dispatcher);
            }
        } catch (IllegalStateException e) {
            if (phase == Phase.NEW) {
                throw e;
            }
            LOG.debug("connection '{}' was lost while subscribing; the next one subscribes", peer.clientName(), e);
        } finally {
            lock.unlock();
        }
    }

    void remove(Subscribed one) {
        lock.lock();
        try {
            subscribed.remove(one);
            one.off(dispatcher);
        } catch (IllegalStateException e) {
            LOG.debug("connection '{}' was lost, and its subscriptions with it", peer.clientName(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Subscribes on this connection alone. Throws {@link IllegalStateException} if it is lost. */
    Subscription subscribe(Connection connection, String subject, MessageHandler handler) {
        lock.lock();
        try {
            if (connection != current || dispatcher == null) {
                throw new IllegalStateException("connection is lost");
            }
            return dispatcher.subscribe(subject, null, handler);
        } finally {
            lock.unlock();
        }
    }

    /** Ends such a subscription, if its connection is still there. */
    void unsubscribe(Subscription subscription) {
        lock.lock();
        try {
            if (dispatcher != null) {
                dispatcher.unsubscribe(subscription);
            }
        } catch (IllegalStateException e) {
            LOG.trace("lost meanwhile", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a connection other than {@code not}; null if there is none in time. */
    @Nullable Connection await(Duration timeout, @Nullable Connection not) {
        long nanos = timeout.toNanos();
        lock.lock();
        try {
            requireOpen();
            while (online == null || online == not) {
                if (nanos <= 0) {
                    return null;
                }
                nanos = changed.awaitNanos(nanos);
                requireOpen();
            }
            return online;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while waiting for a connection to NATS", e);
        } finally {
            lock.unlock();
        }
    }

    void requireOpen() {
        lock.lock();
        try {
            if (phase == Phase.NEW) {
                throw new IllegalStateException("the NATS transport is not started");
            }
            if (phase == Phase.CLOSED) {
                throw new TransportException(ErrorCode.HOST_STOPPED, "the NATS transport is closed");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is waiting and disconnects. */
    @Override
    public void close() {
        @Nullable Connection last;
        lock.lock();
        try {
            phase = Phase.CLOSED;
            connector.end();
            last = current;
            current = null;
            dispatcher = null;
            online = null;
            subscribed.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        news.close();
        observers.clear();
        if (last != null) {
            try {
                last.flush(Duration.ofSeconds(2));
            } catch (TimeoutException | IllegalStateException e) {
                LOG.debug("could not flush at the end", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            NatsConnector.close(last);
        }
    }
}
