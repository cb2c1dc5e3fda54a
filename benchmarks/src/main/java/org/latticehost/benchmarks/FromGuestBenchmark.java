package org.latticehost.benchmarks;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.WasmRuntime;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Calls that a guest makes: of Java, dynamic or typed, and of another component in its graph. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FromGuestBenchmark.CALLS)
public class FromGuestBenchmark {
    static final int CALLS = 1000;

    /** The engine. */
    @Param({"endive", "wasmtime"})
    public String engine = "endive";

    /** What is called. */
    @Param({"java", "typed-java", "component"})
    public String callee = "java";

    private WasmRuntime runtime;
    private LinkedComponent component;
    private ComponentInstance instance;

    /** Starts the guest. */
    @Setup(Level.Trial)
    public void start() {
        runtime = Guests.runtime(engine, Optional.empty());
        component = Guests.bench(runtime, callee.equals("typed-java"));
        instance = component.instantiate(Guests.INVOCATION);
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void stop() {
        instance.close();
        component.close();
        runtime.close();
    }

    private @Nullable Object loop(String function, int length) {
        String from = callee.equals("component") ? "bench:guest/to-guest" : "bench:guest/to-host";
        ExportedFunction export = component.export(from, function).orElseThrow();
        return instance.call(Guests.INVOCATION, export, CALLS, length);
    }

    /** (u32) -> u32. */
    @Benchmark
    public @Nullable Object u32() {
        return loop("inc", 0);
    }

    /** (string) -> string, 16 bytes. */
    @Benchmark
    public @Nullable Object string16() {
        return loop("echo", 16);
    }

    /** (string) -> string, 4096 bytes. */
    @Benchmark
    public @Nullable Object string4096() {
        return loop("echo", 4096);
    }

    /** A record of 8 fields, there and back. */
    @Benchmark
    public @Nullable Object record8() {
        return loop("move", 0);
    }

    /** list&lt;u8&gt; of 64 KiB, there and back. */
    @Benchmark
    public @Nullable Object bytes64k() {
        return loop("bytes", 65_536);
    }

    /** A method of a resource. */
    @Benchmark
    public @Nullable Object resourceMethod() {
        return loop("add", 0);
    }
}
