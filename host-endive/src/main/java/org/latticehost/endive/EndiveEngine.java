package org.latticehost.endive;

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

    private final CoreEngineOptions options;
    private final ModuleCompiler compiler;
    private volatile boolean closed;

    EndiveEngine(CoreEngineOptions options) {
        Traps.preload();
        this.options = options;
        this.compiler = new ModuleCompiler(this, options.cacheFolder().map(CompileCache::new));
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

    @Override
    public CoreModule compile(CoreModuleSource source) {
        checkOpen();
        return compiler.compile(source);
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
