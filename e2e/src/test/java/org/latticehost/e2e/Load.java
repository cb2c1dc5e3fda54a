package org.latticehost.e2e;

import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Link;

/** A steady load on a host: calls of its component {@code hello} inside the JVM, and control requests of all kinds. */
final class Load implements AutoCloseable {
    static final Path HELLO = Path.of("../examples/components/http-hello/http-hello.wasm");

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final WasmCloudHost host;
    private final LatticeClient client;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger localCalls = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
    private final List<Link> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads;

    Load(WasmCloudHost host, LatticeClient client) {
        this.host = host;
        this.client = client;
        threads =
                List.of(new Thread(() -> repeat(this::call), "local"), new Thread(() -> repeat(this::ask), "control"));
        threads.forEach(Thread::start);
    }

    private void repeat(Step step) {
        for (int i = 0; !stopping.get(); i++) {
            try {
                step.run(i);
            } catch (Exception | AssertionError e) {
                wrong.add(e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private interface Step {
        void run(int number) throws Exception;
    }

    private void call(int number) throws Exception {
        String body = get(host);
        if (!body.contains("WebAssembly component")) {
            throw new AssertionError("local call " + number + " answered " + body);
        }
        localCalls.incrementAndGet();
    }

    /** Every request is answered or fails with a typed error; anything else counts as wrong. */
    private void ask(int number) {
        try {
            switch (number % 4) {
                case 0 -> client.inventory(host.id());
                case 1 -> {
                    Link link = Link.from("load")
                            .to("store")
                            .name("n" + number % 40)
                            .interfaces("wasi:keyvalue", "store")
                            .build();
                    client.putLink(link);
                    acknowledged.add(link);
                }
                case 2 -> client.putConfig("load", Map.of("number", Integer.toString(number)));
                default -> client.config("load");
            }
            answered.incrementAndGet();
        } catch (HostException e) {
            if (e.getMessage() == null || e.getMessage().isEmpty()) {
                throw e;
            }
        }
    }

    static String get(WasmCloudHost host) throws Exception {
        HttpRequest request =
                new HttpRequest("GET", "http", Optional.of("localhost"), "/", HttpFields.none(), BytePipe.empty());
        HttpResponse response = host.component("hello")
                .http()
                .handle(request, Context.root())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        StringBuilder text = new StringBuilder();
        for (byte[] chunk = response.body().read(1024);
                chunk != null;
                chunk = response.body().read(1024)) {
            text.append(new String(chunk, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** Waits until more requests were answered and more calls made: the load really runs. */
    void awaitMore() {
        int before = answered.get();
        await().atMost(SOON).until(() -> answered.get() > before + 8);
        awaitLocalCalls();
    }

    void awaitLocalCalls() {
        int before = localCalls.get();
        await().atMost(SOON).until(() -> localCalls.get() > before + 10);
    }

    void stop() {
        stopping.set(true);
        await().atMost(SOON).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    int localCalls() {
        return localCalls.get();
    }

    int answered() {
        return answered.get();
    }

    List<Throwable> wrong() {
        return List.copyOf(wrong);
    }

    /** Links that a host said it had stored. */
    List<Link> acknowledged() {
        return List.copyOf(acknowledged);
    }

    @Override
    public void close() {
        stop();
    }
}
