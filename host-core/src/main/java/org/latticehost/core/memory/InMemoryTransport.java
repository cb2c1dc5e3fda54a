package org.latticehost.core.memory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeNames;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.SerialDelivery;

/** One host's connection to an {@link InMemoryLattice}. */
final class InMemoryTransport implements LatticeTransport {
    private final InMemoryLattice lattice;
    private final String name;
    private final Connectivity connectivity;
    private final MemoryThreads threads;
    private final InMemoryBus bus;
    private final SerialDelivery<Runnable> notifications;
    private final Set<InMemorySubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Set<BucketWatch> watches = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ConnectionListener listener;

    InMemoryTransport(InMemoryLattice lattice, int number) {
        this.lattice = lattice;
        this.name = lattice.name() + "-" + number;
        this.connectivity = new Connectivity(name);
        this.threads = new MemoryThreads("lattice-memory-" + name);
        this.bus = new InMemoryBus(this, connectivity, lattice.router(), threads, number);
        this.notifications = SerialDelivery.ofTasks("connection of " + name, threads);
    }

    @Override
    public void start(ConnectionListener connectionListener) {
        listener = connectionListener;
        if (connectivity.start()) {
            notifications.offer(connectionListener::connected);
        }
    }

    @Override
    public MessageBus control() {
        return bus;
    }

    @Override
    public MessageBus rpc() {
        return bus;
    }

    @Override
    public KeyValueBucket bucket(String bucketName) {
        MemoryBucket bucket = lattice.bucket(LatticeNames.requireBucketName(bucketName));
        requireConnected("open bucket '" + bucketName + "'");
        bucket.create();
        return new InMemoryBucket(this, bucket);
    }

    @Override
    public boolean connected() {
        return connectivity.connected();
    }

    boolean receiving() {
        return connectivity.receiving();
    }

    @Override
    public String controlUrl() {
        return lattice.toString();
    }

    @Override
    public String rpcUrl() {
        return lattice.toString();
    }

    @Override
    public void close() {
        if (!connectivity.close()) {
            return;
        }
        lattice.forget(this);
        notifications.close();
        subscriptions.forEach(InMemorySubscription::close);
        watches.forEach(BucketWatch::close);
        bus.failPending();
        threads.close();
        bus.failPending(); // what the threads did not get to
    }

    void disconnect() {
        if (connectivity.unlink()) {
            watches.forEach(watch -> watch.interrupt("disconnected"));
            tell(to -> to.disconnected("disconnected by a test"));
        }
    }

    void reconnect() {
        if (connectivity.link(lattice.router()::route)) {
            watches.forEach(BucketWatch::resume);
            tell(ConnectionListener::connected);
        }
    }

    private void tell(Consumer<ConnectionListener> news) {
        ConnectionListener to = listener;
        if (to != null) {
            notifications.offer(() -> news.accept(to));
        }
    }

    void publish(LatticeMessage message) {
        // The quick way without a lock: a connection lost right after the check loses the message, as on a network.
        if (connectivity.connected() || !connectivity.keep(message)) {
            lattice.router().route(message);
        }
    }

    void requireConnected(String attempt) {
        if (!connectivity.await(lattice.requestTimeout())) {
            throw new TransportException("cannot " + attempt + ": transport '" + name + "' is not connected");
        }
    }

    MemoryThreads threads() {
        return threads;
    }

    void added(InMemorySubscription subscription) {
        subscriptions.add(subscription);
        lattice.router().add(subscription);
        endIfClosed(subscription);
    }

    void removed(InMemorySubscription subscription) {
        subscriptions.remove(subscription);
        lattice.router().remove(subscription);
    }

    void added(BucketWatch watch) {
        watches.add(watch);
        if (connected()) {
            watch.resume();
        }
        endIfClosed(watch);
    }

    void removed(BucketWatch watch) {
        watches.remove(watch);
    }

    /** What was added while the transport closed is missed by {@link #close}. */
    private void endIfClosed(LatticeSubscription added) {
        try {
            connectivity.requireOpen();
        } catch (TransportException e) {
            added.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return "in-memory transport " + name;
    }
}
