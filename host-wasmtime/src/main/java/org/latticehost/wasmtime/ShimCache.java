package org.latticehost.wasmtime;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiled shim modules by their bytes: names in them follow from the order of instantiation, so that each fresh instance
 * of a component finds its own here. Thread-safe.
 */
final class ShimCache implements AutoCloseable {
    private static final int MAX_ENTRIES = 2_000;

    private final WasmtimeEngine engine;
    private final Map<ByteBuffer, ModuleHandle> byBytes = new LinkedHashMap<>(64, 0.75f, true);

    ShimCache(WasmtimeEngine engine) {
        this.engine = engine;
    }

    /** The compiled module, acquired for the caller. */
    ModuleHandle acquire(byte[] bytes) {
        ByteBuffer key = ByteBuffer.wrap(bytes);
        synchronized (byBytes) {
            ModuleHandle known = byBytes.get(key);
            if (known != null) {
                return known.acquire();
            }
        }
        ModuleHandle made = engine.compileShim(bytes).acquire();
        synchronized (byBytes) {
            ModuleHandle other = byBytes.putIfAbsent(key, made);
            if (other != null) {
                made.close(); // somebody was faster; the one that is given away stays usable
            } else if (byBytes.size() > MAX_ENTRIES) {
                Iterator<ModuleHandle> eldest = byBytes.values().iterator();
                eldest.next().close();
                eldest.remove();
            }
        }
        return made;
    }

    @Override
    public void close() {
        synchronized (byBytes) {
            byBytes.values().forEach(ModuleHandle::close);
            byBytes.clear();
        }
    }
}
