package org.latticehost.core.internal.rpc;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.core.internal.wire.WireExports;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitWorld;
import org.latticehost.wrpc.WrpcHandler;
import org.latticehost.wrpc.WrpcHttp;
import org.latticehost.wrpc.WrpcInvocation;
import org.latticehost.wrpc.WrpcNames;
import org.latticehost.wrpc.WrpcServing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exports of one component, or what a provider offers, as the lattice reaches them. Thread-safe. */
public final class ServedExports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedExports.class);
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final String HTTP = "wasi:http/incoming-handler@0.2";
    private static final Key HTTP_KEY = key(WireInterfaces.HTTP_INCOMING_HANDLER);
    private static final Key HTTP_OUT_KEY = key(WireInterfaces.HTTP_OUTGOING_HANDLER);

    private final MessageBus bus;
    private final WrpcServing serving;
    private final String prefix;
    private final Tracing tracing;
    private final OpenCalls open;
    private final Served to;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Entry> entries = new HashMap<>();
    private boolean closed;

    /**
     * @param prefix of the subjects, and queue group
     * @param open counts the calls
     */
    ServedExports(MessageBus bus, WrpcServing serving, String prefix, Tracing tracing, OpenCalls open, Served to) {
        this.bus = bus;
        this.serving = serving;
        this.prefix = prefix;
        this.tracing = tracing;
        this.open = open;
        this.to = to;
    }

    private record Key(String instance, String function) {}

    private static Key key(WitInterface http) {
        return new Key(http.name().toString(), "handle");
    }

    private record Entry(FunctionType type, LatticeSubscription subscription) {}

    /**
     * Serves what a world exports, and nothing else any more. What is served already goes on without a gap. When this
     * returns others can call, unless there is no connection.
     */
    public void serve(WitWorld world) {
        Map<Key, FunctionType> wanted = wanted(world.exports());
        world.exportedFunctions().forEach((function, type) -> add(wanted, new Key("", function), type));
        serve(wanted);
    }

    /** Serves these interfaces, and nothing else any more; otherwise as {@link #serve(WitWorld)}. */
    public void serve(List<WitInterface> interfaces) {
        serve(wanted(interfaces));
    }

    private void serve(Map<Key, FunctionType> wanted) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            become(wanted);
        } finally {
            lock.unlock();
        }
        try {
            bus.flush(FLUSH);
        } catch (TransportException e) {
            LOG.atDebug().addKeyValue("prefix", prefix).setCause(e).log("exports will be served once connected");
        }
    }

    private void become(Map<Key, FunctionType> wanted) {
        Map<Key, Entry> before = Map.copyOf(entries);
        wanted.forEach((key, type) -> {
            Entry entry = entries.get(key);
            if (entry == null || !entry.type.equals(type)) {
                entries.put(key, new Entry(type, subscribe(key, type)));
            }
        });
        entries.keySet().retainAll(wanted.keySet());
        before.forEach((key, entry) -> {
            if (!entry.equals(entries.get(key))) {
                entry.subscription.close();
            }
        });
    }

    /** Takes no more calls; those in progress go on. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            entries.values().forEach(entry -> entry.subscription.close());
            entries.clear();
        } finally {
            lock.unlock();
        }
    }

    private Map<Key, FunctionType> wanted(List<WitInterface> interfaces) {
        Map<Key, FunctionType> wanted = new LinkedHashMap<>();
        for (WitInterface each : interfaces) {
            String name = each.name().toString();
            if (name.startsWith(HTTP)) {
                wanted.put(HTTP_KEY, WireInterfaces.HTTP_INCOMING_HANDLER.function("handle"));
            } else if (each.name().equals(WireInterfaces.HTTP_OUTGOING_HANDLER.name())) {
                wanted.put(HTTP_OUT_KEY, WireInterfaces.HTTP_OUTGOING_HANDLER.function("handle"));
            } else {
                WitInterface onWire = WireExports.onWire(each);
                String instance = onWire.name().toString();
                onWire.functions().forEach((function, type) -> add(wanted, new Key(instance, function), type));
            }
        }
        return wanted;
    }

    private void add(Map<Key, FunctionType> wanted, Key key, FunctionType type) {
        if (Resources.in(type)) {
            LOG.atDebug()
                    .addKeyValue("prefix", prefix)
                    .addKeyValue("function", key.instance + "#" + key.function)
                    .log("an export with resources is not served to the lattice");
        } else {
            wanted.put(key, type);
        }
    }

    private LatticeSubscription subscribe(Key key, FunctionType type) {
        if (key.equals(HTTP_KEY)) {
            return WrpcHttp.serveIncoming(serving, prefix, prefix, this::http);
        }
        if (key.equals(HTTP_OUT_KEY)) {
            return WrpcHttp.serveOutgoing(serving, prefix, prefix, this::http);
        }
        return serving.serve(
                prefix,
                prefix,
                key.instance,
                key.function,
                type,
                WrpcHandler.nonBlocking((call, args) -> call(key, call, args)));
    }

    private CompletionStage<? extends @Nullable Object> call(Key key, WrpcInvocation call, Object[] args) {
        return tracked(call, to.call(key.instance, key.function, args, caller(call)));
    }

    private CompletionStage<HttpResponse> http(WrpcInvocation call, HttpRequest request, HttpTimeouts timeouts) {
        if (request.authority().isEmpty()) {
            throw new IllegalArgumentException("an HTTP request without authority and without host header");
        }
        return tracked(call, to.http(request, timeouts, caller(call)));
    }

    private Caller caller(WrpcInvocation call) {
        return new Caller(
                call.sourceId(),
                Optional.ofNullable(call.headers().get(WrpcNames.LINK_NAME)),
                tracing.extract(call.headers()));
    }

    private <T extends @Nullable Object> CompletionStage<T> tracked(WrpcInvocation call, CompletionStage<T> result) {
        open.add(call.over());
        // What is over before there is a result has been given up.
        var unused = call.over().thenRun(() -> result.toCompletableFuture().cancel(false));
        return result;
    }
}
