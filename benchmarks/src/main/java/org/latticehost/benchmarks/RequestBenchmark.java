package org.latticehost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

/**
 * An HTTP request to a component, under the three instance policies and without a server or a host around it. What a
 * pooled reset costs, with all that it makes the next call do again, is the difference between {@code pooled} and
 * {@code reused}; what a fresh instance costs, that between {@code fresh} and {@code reused}.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RequestBenchmark {
    /** The engine. */
    @Param({"endive", "wasmtime"})
    public String engine = "endive";

    /** A small component in C, and one in Rust whose every first allocation grows its memory of 1.1 MiB. */
    @Param({"examples/components/http-hello/http-hello.wasm", "host-wasi/src/test/resources/components/http-demo.wasm"})
    public String component = "";

    private WasmRuntime runtime;
    private CompiledComponent compiled;
    private LinkedComponent plain;
    private LinkedComponent resettable;
    private ExportedFunction handler;
    private ExportedFunction resettableHandler;
    private ComponentInstance instance;

    /** Makes the instance that is used again and again. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        runtime = Guests.runtime(engine, Optional.empty());
        compiled = runtime.compile(Files.readAllBytes(Path.of(component)), Optional.empty());
        plain = compiled.link(LinkOptions.builder().build());
        handler = Guests.HTTP.handler(plain).orElseThrow();
        resettable = compiled.link(LinkOptions.builder().resettable(true).build());
        resettableHandler = Guests.HTTP.handler(resettable).orElseThrow();
        instance = resettable.instantiate(Guests.INVOCATION);
    }

    /** Releases everything. */
    @TearDown(Level.Trial)
    public void stop() {
        instance.close();
        resettable.close();
        plain.close();
        compiled.close();
        runtime.close();
    }

    /** A new instance for the request. */
    @Benchmark
    public int fresh() throws InterruptedException {
        try (ComponentInstance made = plain.instantiate(Guests.INVOCATION)) {
            return Guests.request(made, handler);
        }
    }

    /** An instance that is put back to its first state after the request. */
    @Benchmark
    public int pooled() throws InterruptedException {
        int length = Guests.request(instance, resettableHandler);
        if (!instance.reset()) {
            instance.close();
            instance = resettable.instantiate(Guests.INVOCATION);
        }
        return length;
    }

    /** An instance that stays as it is. */
    @Benchmark
    public int reused() throws InterruptedException {
        return Guests.request(instance, resettableHandler);
    }
}
