package org.latticehost.benchmarks;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.bind.TypedExports;
import org.latticehost.host.bind.WitName;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;
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

/** Calls that Java makes, with values of WIT, and of one function through a Java interface. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ToGuestBenchmark {
    private static final String CALLEE = "bench:guest/callee";
    private static final String TEXT_16 = "a".repeat(16);
    private static final String TEXT_4096 = "a".repeat(4096);
    private static final byte[] BYTES = new byte[65_536];

    /** The engine. */
    @Param({"endive", "wasmtime"})
    public String engine = "endive";

    private WasmRuntime runtime;
    private LinkedComponent component;
    private ComponentInstance instance;
    private ExportedFunction inc;
    private ExportedFunction echo;
    private ExportedFunction move;
    private ExportedFunction bytes;
    private ExportedFunction add;
    private Object counter;
    private WitRecord point;
    private Callee typed;

    /** The exports. */
    @WitName(CALLEE)
    public interface Callee {
        /** One more. */
        int inc(int v);

        /** The same. */
        Guests.Point move(Guests.Point p);
    }

    /** Starts the guest. */
    @Setup(Level.Trial)
    public void start() {
        runtime = Guests.runtime(engine, Optional.empty());
        component = Guests.bench(runtime, false);
        instance = component.instantiate(Guests.INVOCATION);
        inc = component.export(CALLEE, "inc").orElseThrow();
        echo = component.export(CALLEE, "echo").orElseThrow();
        move = component.export(CALLEE, "move").orElseThrow();
        bytes = component.export(CALLEE, "bytes").orElseThrow();
        add = component.export(CALLEE, "[method]counter.add").orElseThrow();
        ExportedFunction make = component.export(CALLEE, "[constructor]counter").orElseThrow();
        counter = java.util.Objects.requireNonNull(instance.call(Guests.INVOCATION, make));
        WitType.RecordOf type = (WitType.RecordOf) move.type().params().get(0).type();
        point = WitRecord.of(type, (byte) 1, (short) 2, 3, 4L, 5f, 6.0, true, 'a' + 0);
        typed = TypedExports.of(Callee.class, component).on(instance, Guests.INVOCATION);
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void stop() {
        instance.close();
        component.close();
        runtime.close();
    }

    /** (u32) -> u32. */
    @Benchmark
    public @Nullable Object u32() {
        return instance.call(Guests.INVOCATION, inc, 1);
    }

    /** (u32) -> u32 through a Java interface. */
    @Benchmark
    public int u32Typed() {
        return typed.inc(1);
    }

    /** (string) -> string, 16 bytes. */
    @Benchmark
    public @Nullable Object string16() {
        return instance.call(Guests.INVOCATION, echo, TEXT_16);
    }

    /** (string) -> string, 4096 bytes. */
    @Benchmark
    public @Nullable Object string4096() {
        return instance.call(Guests.INVOCATION, echo, TEXT_4096);
    }

    /** A record of 8 fields, there and back. */
    @Benchmark
    public @Nullable Object record8() {
        return instance.call(Guests.INVOCATION, move, point);
    }

    /** A record of 8 fields, there and back, through a Java interface. */
    @Benchmark
    public Guests.Point record8Typed() {
        return typed.move(new Guests.Point(1, 2, 3, 4, 5, 6, true, 'a'));
    }

    /** list&lt;u8&gt; of 64 KiB, there and back. */
    @Benchmark
    public @Nullable Object bytes64k() {
        return instance.call(Guests.INVOCATION, bytes, BYTES);
    }

    /** A method of a resource. */
    @Benchmark
    public @Nullable Object resourceMethod() {
        return instance.call(Guests.INVOCATION, add, counter, 1);
    }
}
