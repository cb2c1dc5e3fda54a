package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Config;
import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.WasmtimeException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;

/**
 * The engine. The binding locks the engine object for as long as a module compiles, so each use has a handle of its own to
 * the one native engine behind them.
 */
final class WasmtimeEngine implements CoreEngine {
    static final String NAME = "wasmtime";
    private static final String VERSION = "7.0.1";
    /** What a guest may use of the stack of its thread, host functions between its frames included. */
    private static final long GUEST_STACK_BYTES = 256 << 10;

    /**
     * Host calls of one entry: the binding leaves some JNI references behind for each, which are only freed when the
     * outermost call returns.
     */
    private static final int MAX_HOST_CALLS = 2_000_000;

    private static final Pattern LACKS =
            Pattern.compile("not enabled|not supported|unsupported|support is not|not yet implemented");

    private final CoreEngineOptions options;
    private final int maxHostCalls;
    private final EngineThreads threads = new EngineThreads();
    private final ShimCache shims = new ShimCache(this);
    private final @Nullable NativeCache cache;
    private final Engine root;
    /** Never runs anything; other handles to the engine come from it. */
    private final Store<Void> seed;

    private final Engine forStores;
    private final EpochClock clock;
    private boolean closed;

    WasmtimeEngine(CoreEngineOptions options) {
        this(options, MAX_HOST_CALLS);
    }

    WasmtimeEngine(CoreEngineOptions options, int maxHostCalls) {
        this.options = options;
        this.maxHostCalls = maxHostCalls;
        Traps.preload();
        try (Config config = new Config()) {
            config.maxWasmStack(GUEST_STACK_BYTES)
                    .epochInterruption(true)
                    .wasmThreads(false)
                    .wasmSimd(true)
                    .wasmBulkMemory(true)
                    .wasmReferenceTypes(true)
                    .wasmMultiValue(true);
            cache = openCache(config);
            root = new Engine(config);
        }
        seed = new Store<>(null, root);
        forStores = seed.engine();
        clock = new EpochClock(seed.engine());
    }

    private @Nullable NativeCache openCache(Config config) {
        if (options.cacheFolder().isEmpty()) {
            return null;
        }
        // Wasmtime itself tells apart what depends on the kind of processor.
        String key = NAME + " " + VERSION + " " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + " stack=" + GUEST_STACK_BYTES + " epochs simd ";
        try {
            NativeCache made = new NativeCache(options.cacheFolder().get(), key);
            made.configure(config);
            return made;
        } catch (IOException | WasmtimeException e) {
            throw new ConfigurationException(
                    "engine wasmtime cannot use " + options.cacheFolder().get() + " for compiled code: " + e, e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return VERSION;
    }

    EngineThreads threads() {
        return threads;
    }

    ShimCache shims() {
        return shims;
    }

    EpochClock clock() {
        return clock;
    }

    int maxHostCalls() {
        return maxHostCalls;
    }

    long maxMemoryBytes() {
        return options.maxMemoryBytes();
    }

    @Override
    public CoreModule compile(CoreModuleSource source) {
        ModuleLayout layout = ModuleParser.parse(source.bytes());
        long bytes = layout.definedPages() * BinderModule.PAGE_BYTES;
        if (bytes > options.maxMemoryBytes()) {
            throw new ComponentLoadException(
                    ErrorCode.INVALID_COMPONENT,
                    "core module: its memory starts with " + bytes + " bytes, more than the " + options.maxMemoryBytes()
                            + " allowed");
        }
        return new WasmtimeModule(this, source, layout);
    }

    /** Compiles a binary that links by name; takes it from the cache on disk if there is one. */
    ModuleHandle compileCached(byte[] bytes) {
        return cache == null ? compileNow(bytes) : cache.compile(bytes, () -> compileNow(bytes));
    }

    /** Compiles a small binary that links by name. */
    ModuleHandle compileShim(byte[] bytes) {
        return cache == null ? compileNow(bytes) : cache.passing(() -> compileNow(bytes));
    }

    private ModuleHandle compileNow(byte[] bytes) {
        Engine engine = handle();
        try {
            // On a thread with a large stack: how deep the compiler recurses is up to the module.
            return new ModuleHandle(threads.call(() -> Module.fromBinary(engine, bytes)));
        } catch (WasmtimeException e) {
            String message = String.valueOf(e.getMessage());
            boolean lacks = LACKS.matcher(message.toLowerCase(Locale.ROOT)).find();
            throw new ComponentLoadException(
                    lacks ? ErrorCode.UNSUPPORTED_FEATURE : ErrorCode.INVALID_COMPONENT,
                    (lacks ? "core module needs a feature that engine wasmtime lacks: " : "core module: ") + message);
        } finally {
            engine.dispose();
        }
    }

    private synchronized Engine handle() {
        checkOpen();
        return seed.engine();
    }

    synchronized NativeStore newNativeStore(Runnable dispatch) {
        checkOpen();
        return new NativeStore(forStores, dispatch);
    }

    @Override
    public CoreStore newStore(CoreStoreLimits limits) {
        checkStillOpen();
        return new WasmtimeStore(this, limits);
    }

    private synchronized void checkStillOpen() {
        checkOpen();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("engine is closed");
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        shims.close();
        threads.close();
        seed.dispose();
        forStores.dispose();
        root.dispose();
        clock.close();
        if (cache != null) {
            cache.close();
        }
    }
}
