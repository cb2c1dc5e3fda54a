package org.latticehost.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.SubscriptionOptions;

/**
 * A transport that fails on the calls its {@link #faults plan} names, and otherwise does what the wrapped one does. The
 * operations: {@code start}, {@code bucket}, {@code publish}, {@code request}, {@code subscribe}, {@code flush}, {@code
 * bucket.get}, {@code bucket.put}, {@code bucket.update}, {@code bucket.delete}, {@code bucket.purge}, {@code
 * bucket.keys}, {@code bucket.watch}. A failing request fails through its stage, before anything is sent.
 *
 * <pre>{@code
 * FaultyTransport transport = new FaultyTransport(lattice.transport());
 * transport.faults().failNth("bucket.put", 2, () -> new TransportException("on purpose"));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class FaultyTransport implements LatticeTransport {
    private final LatticeTransport to;
    private final FaultPlan faults = new FaultPlan();

    public FaultyTransport(LatticeTransport to) {
        this.to = to;
    }

    /** What fails; may be changed at any time. */
    public FaultPlan faults() {
        return faults;
    }

    @Override
    public void start(ConnectionListener listener) {
        faults.call("start");
        to.start(listener);
    }

    @Override
    public MessageBus control() {
        return new Bus(to.control(), faults);
    }

    @Override
    public MessageBus rpc() {
        return new Bus(to.rpc(), faults);
    }

    @Override
    public KeyValueBucket bucket(String name) {
        faults.call("bucket");
        return new Bucket(to.bucket(name), faults);
    }

    @Override
    public boolean connected() {
        return to.connected();
    }

    @Override
    public String controlUrl() {
        return to.controlUrl();
    }

    @Override
    public String rpcUrl() {
        return to.rpcUrl();
    }

    @Override
    public Optional<String> domain() {
        return to.domain();
    }

    @Override
    public void close() {
        to.close();
    }

    private record Bus(MessageBus to, FaultPlan faults) implements MessageBus {
        @Override
        public void publish(LatticeMessage message) {
            faults.call("publish");
            to.publish(message);
        }

        @Override
        public CompletionStage<LatticeMessage> request(LatticeMessage message, Duration timeout) {
            try {
                faults.call("request");
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
            return to.request(message, timeout);
        }

        @Override
        public LatticeSubscription subscribe(
                String subject,
                @Nullable String queueGroup,
                SubscriptionOptions options,
                Consumer<LatticeMessage> handler) {
            faults.call("subscribe");
            return to.subscribe(subject, queueGroup, options, handler);
        }

        @Override
        public String newInbox() {
            return to.newInbox();
        }

        @Override
        public void flush(Duration timeout) {
            faults.call("flush");
            to.flush(timeout);
        }

        @Override
        public long maxPayload() {
            return to.maxPayload();
        }
    }

    private record Bucket(KeyValueBucket to, FaultPlan faults) implements KeyValueBucket {
        @Override
        public String name() {
            return to.name();
        }

        @Override
        public Optional<Entry> get(String key) {
            faults.call("bucket.get");
            return to.get(key);
        }

        @Override
        public long put(String key, byte[] value) {
            faults.call("bucket.put");
            return to.put(key, value);
        }

        @Override
        public OptionalLong update(String key, byte[] value, long revision) {
            faults.call("bucket.update");
            return to.update(key, value, revision);
        }

        @Override
        public void delete(String key) {
            faults.call("bucket.delete");
            to.delete(key);
        }

        @Override
        public void purge(String key) {
            faults.call("bucket.purge");
            to.purge(key);
        }

        @Override
        public List<String> keys() {
            faults.call("bucket.keys");
            return to.keys();
        }

        @Override
        public LatticeSubscription watch(String pattern, Watcher watcher) {
            faults.call("bucket.watch");
            return to.watch(pattern, watcher);
        }
    }
}
