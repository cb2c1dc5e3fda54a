package org.latticehost.wasmtime;

import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineFactory;
import org.latticehost.component.spi.CoreEngineOptions;

/**
 * Makes the engine on native Wasmtime: for guests with SIMD, interpreters and heavy compute. It runs native code of
 * version 7 of Wasmtime in this process; use it for guests that are trusted not to attack that version.
 *
 * <p>Thread-safe.
 */
public final class WasmtimeEngineFactory implements CoreEngineFactory {
    /** For {@link java.util.ServiceLoader}. */
    public WasmtimeEngineFactory() {}

    @Override
    public String name() {
        return WasmtimeEngine.NAME;
    }

    @Override
    public CoreEngine create(CoreEngineOptions options) {
        NativeLibrary.load(options.cacheFolder());
        return new WasmtimeEngine(options);
    }
}
