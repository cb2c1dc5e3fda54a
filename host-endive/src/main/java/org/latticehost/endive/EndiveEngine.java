package org.latticehost.endive;

import java.util.concurrent.atomic.AtomicLong;
import org.latticehost.component.spi.CompileCache;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import run.endive.wasm.Version;

/** The engine; holds no state beyond its options. */
final class EndiveEngine implements CoreEngine {
    static final String NAME = "endive";
    /** Bytes of unused memories kept for new instances, over all modules. */
    private static final long MAX_POOLED_BYTES = 128L << 20;

    private static final int POOLED_PART_OF_HEAP = 16;

    private final CoreEngineOptions options;
    private final ModuleCompiler compiler;
    private final AtomicLong poolBudget =
            new AtomicLong(Math.min(MAX_POOLED_BYTES, Runtime.getRuntime().maxMemory() / POOLED_PART_OF_HEAP));
    private volatile boolean closed;

    EndiveEngine(CoreEngineOptions options) {
        Traps.preload();
        this.options = options;
        this.compiler =
                new ModuleCompiler(this, options.cacheFolder().map(folder -> new CompileCache(folder, ".endive")));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return Version.version();
    }

    long maxMemoryBytes() {
        return options.maxMemoryBytes();
    }

    AtomicLong poolBudget() {
        return poolBudget;
    }

    @Override
    public CoreModule compile(CoreModuleSource source) {
        checkOpen();
        return compiler.compile(source, false);
    }

    @Override
    public CoreModule compileWhole(CoreModuleSource source) {
        checkOpen();
        return compiler.compile(source, true);
    }

    @Override
    public CoreStore newStore(CoreStoreLimits limits) {
        checkOpen();
        return new EndiveStore(this, limits);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("engine is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
