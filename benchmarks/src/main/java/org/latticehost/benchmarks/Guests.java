package org.latticehost.benchmarks;

import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.latticehost.component.ComponentRuntimeFactory;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.HttpGuestAdapter;
import org.latticehost.host.spi.ImportResolver;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.wasi.WasiHttpAdapter;

/** The components that the benchmarks call. */
final class Guests {
    static final InvocationContext INVOCATION = new NoServices();

    static final HttpGuestAdapter HTTP = new WasiHttpAdapter();

    private Guests() {}

    static WasmRuntime runtime(String engine, Optional<Path> cache) {
        return new ComponentRuntimeFactory()
                .create(new RuntimeSettings(Optional.of(engine), cache, 50L << 20, 256L << 20));
    }

    /** The guest of bench.wat. */
    static LinkedComponent bench(WasmRuntime runtime, boolean typed) {
        try (InputStream in = Objects.requireNonNull(Guests.class.getResourceAsStream("/bench.wasm"))) {
            ImportResolver java = typed
                    ? JavaCapability.resolver(JavaCapability.of("bench:host/api", new TypedApi()))
                    : new DynamicApi();
            return runtime.compile(in.readAllBytes(), Optional.empty())
                    .link(LinkOptions.builder().fallback(java).build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends {@code GET /} and reads the answer. */
    static int request(ComponentInstance instance, ExportedFunction handler) throws InterruptedException {
        HttpRequest request = new HttpRequest(
                "GET", "http", Optional.of("localhost"), "/", HttpFields.of("accept", "*/*"), BytePipe.empty());
        CompletableFuture<HttpResponse> response = new CompletableFuture<>();
        HTTP.handle(instance, handler, INVOCATION, request, response);
        byte[] body = response.join().body().read(1 << 16);
        if (body == null || response.join().status() != 200) {
            throw new IllegalStateException("no answer");
        }
        return body.length;
    }

    /** What the guest calls, on values of WIT. */
    private static final class DynamicApi implements ImportResolver {
        @Override
        public Optional<HostInterface> resolve(WitInterface wanted) {
            return Optional.of(HostInterface.builder(wanted)
                    .function("inc", (call, args) -> (Integer) args[0] + 1)
                    .function("echo", (call, args) -> args[0])
                    .function("move", (call, args) -> args[0])
                    .function("bytes", (call, args) -> args[0])
                    .function("[constructor]counter", (call, args) -> new Counter())
                    .function("[method]counter.add", (call, args) -> ((Counter) args[0]).add((Integer) args[1]))
                    .build());
        }

        @Override
        public Optional<HostFunction> resolve(String rootFunction, FunctionType type) {
            return Optional.empty();
        }
    }

    /** A record of 8 fields. */
    public record Point(int a, int b, int c, long d, float e, double f, boolean g, int h) {}

    /** A resource. */
    public static final class Counter {
        private int count;

        /** Counts. */
        public int add(int v) {
            count += v;
            return count;
        }
    }

    /** What the guest calls, on Java types. */
    public static final class TypedApi {
        /** One more. */
        public int inc(int v) {
            return v + 1;
        }

        /** The same. */
        public String echo(String s) {
            return s;
        }

        /** The same. */
        public Point move(Point p) {
            return p;
        }

        /** The same. */
        public byte[] bytes(byte[] b) {
            return b;
        }

        /** A resource. */
        public Counter newCounter() {
            return new Counter();
        }
    }

    private record NoServices() implements InvocationContext {
        @Override
        public String componentId() {
            return "bench";
        }

        @Override
        public Context telemetry() {
            return Context.root();
        }

        @Override
        public OptionalLong deadlineNanos() {
            return OptionalLong.empty();
        }

        @Override
        public <T> Optional<T> service(Class<T> type) {
            return Optional.empty();
        }
    }
}
