package org.latticehost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.WasmRuntime;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The component of the quickstart: compiled, loaded from the cache, instantiated, put back to its first state. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LifeBenchmark {
    private static final Path COMPONENT = Path.of("examples/components/http-hello/http-hello.wasm");

    /** The engine. */
    @Param({"endive", "wasmtime"})
    public String engine = "endive";

    private byte[] binary;
    private Path cache;
    private WasmRuntime plain;
    private WasmRuntime caching;
    private CompiledComponent compiled;
    private LinkedComponent linked;

    /** An instance that has just served a request. */
    @State(Scope.Thread)
    public static class Used {
        private LinkedComponent linked;
        private ExportedFunction handler;
        private ComponentInstance instance;

        /** Makes it. */
        @Setup(Level.Trial)
        public void start(LifeBenchmark life) {
            linked = life.compiled.link(LinkOptions.builder().resettable(true).build());
            handler = Guests.HTTP.handler(linked).orElseThrow();
            instance = linked.instantiate(Guests.INVOCATION);
        }

        /** Uses it. */
        @Setup(Level.Invocation)
        public void use() throws InterruptedException {
            Guests.request(instance, handler);
        }

        /** Ends it. */
        @TearDown(Level.Trial)
        public void stop() {
            instance.close();
            linked.close();
        }
    }

    /** Compiles it once, and fills the cache. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        binary = Files.readAllBytes(COMPONENT);
        cache = Files.createTempDirectory("latticehost-benchmark");
        plain = Guests.runtime(engine, Optional.empty());
        caching = Guests.runtime(engine, Optional.of(cache));
        caching.compile(binary, Optional.empty()).close();
        compiled = plain.compile(binary, Optional.empty());
        linked = compiled.link(LinkOptions.builder().build());
    }

    /** Releases everything. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
        linked.close();
        compiled.close();
        plain.close();
        caching.close();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(cache)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** From bytes, without a cache. */
    @Benchmark
    public String compile() {
        try (CompiledComponent made = plain.compile(binary, Optional.empty())) {
            return made.digest();
        }
    }

    /** From bytes, with its code in the cache on disk. */
    @Benchmark
    public String cachedLoad() {
        try (CompiledComponent made = caching.compile(binary, Optional.empty())) {
            return made.digest();
        }
    }

    /** A new instance, and its end. */
    @Benchmark
    public boolean freshInstance() {
        try (ComponentInstance made = linked.instantiate(Guests.INVOCATION)) {
            return made.poisoned();
        }
    }

    /** An instance that a guest has used for a request is put back to how it was after its start. */
    @Benchmark
    public boolean pooledReset(Used used) {
        return used.instance.reset();
    }
}
