package org.latticehost.core.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.latticehost.host.spi.LatticeNames;
import org.latticehost.host.spi.LatticeTransport;

/**
 * A lattice inside one JVM, shared by any number of hosts: subjects, queue groups, requests and buckets as on NATS,
 * nothing on disk or network. Its state lives as long as this object.
 *
 * <pre>{@code
 * InMemoryLattice lattice = InMemoryLattice.create("default");
 * LatticeTransport first = lattice.transport(); // for one host
 * LatticeTransport second = lattice.transport(); // for another
 * }</pre>
 *
 * <p>The methods that break something are for tests of what a host does then.
 *
 * <p>Thread-safe.
 */
public final class InMemoryLattice {
    /** As a NATS server does unless configured otherwise. */
    static final long MAX_PAYLOAD = 1 << 20;

    private final String name;
    private final Duration requestTimeout;
    private final MessageRouter router = new MessageRouter();
    private final Map<String, MemoryBucket> buckets = new ConcurrentHashMap<>();
    private final List<InMemoryTransport> transports = new CopyOnWriteArrayList<>();
    private final AtomicInteger transportCount = new AtomicInteger();

    private InMemoryLattice(String name, Duration requestTimeout) {
        this.name = name;
        this.requestTimeout = requestTimeout;
    }

    /** A new, empty lattice; the name is for logs, threads and URLs. Bucket operations wait up to 5 s for a connection. */
    public static InMemoryLattice create(String name) {
        return create(name, Duration.ofSeconds(5));
    }

    /**
     * A new, empty lattice.
     *
     * @param requestTimeout how long bucket operations wait for a connection; more than zero
     */
    public static InMemoryLattice create(String name, Duration requestTimeout) {
        if (requestTimeout.isZero() || requestTimeout.isNegative()) {
            throw new IllegalArgumentException("requestTimeout must be more than zero, not " + requestTimeout);
        }
        return new InMemoryLattice(name, requestTimeout);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** A new connection to this lattice, for one host. Closing it leaves the others as they are. */
    public LatticeTransport transport() {
        InMemoryTransport transport = new InMemoryTransport(this, transportCount.incrementAndGet());
        transports.add(transport);
        return transport;
    }

    /**
     * Breaks the connection of one transport: until {@link #reconnect} it behaves as if its network were gone. Before its
     * start: it starts without a connection.
     *
     * @throws IllegalArgumentException if the transport is none of this lattice, or closed
     */
    public void disconnect(LatticeTransport transport) {
        own(transport).disconnect();
    }

    /**
     * Ends a {@link #disconnect}.
     *
     * @throws IllegalArgumentException if the transport is none of this lattice, or closed
     */
    public void reconnect(LatticeTransport transport) {
        own(transport).reconnect();
    }

    /** Deletes a bucket with everything in it, as an administrator can at any time. Nothing happens if there is none. */
    public void deleteBucket(String bucketName) {
        bucket(LatticeNames.requireBucketName(bucketName)).deleteAll();
    }

    /** Removes everything from a bucket without a trace, as an administrator can. Nothing happens if there is none. */
    public void emptyBucket(String bucketName) {
        bucket(LatticeNames.requireBucketName(bucketName)).emptyAll();
    }

    private InMemoryTransport own(LatticeTransport transport) {
        for (InMemoryTransport candidate : transports) {
            if (candidate.equals(transport)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("not an open transport of lattice '" + name + "': " + transport);
    }

    MessageRouter router() {
        return router;
    }

    MemoryBucket bucket(String bucketName) {
        return buckets.computeIfAbsent(bucketName, MemoryBucket::new);
    }

    Duration requestTimeout() {
        return requestTimeout;
    }

    void forget(InMemoryTransport transport) {
        transports.remove(transport);
    }

    @Override
    public String toString() {
        return "memory:" + name;
    }
}
