package org.latticehost.wasmtime;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;

/**
 * A compiled module. Its imports carry the name that it has in a linker; a second instance in one store needs another name
 * and so another compilation, which components hardly ever ask for.
 */
final class WasmtimeModule implements CoreModule {
    private final WasmtimeEngine engine;
    private final CoreModuleSource source;
    private final ModuleLayout layout;
    /** The same at every start, so that compiled code can be kept; equal for modules that are equal. */
    private final String id;
    /** By number of the instance in its store. */
    private final Map<Integer, ModuleHandle> variants = new HashMap<>();

    private @Nullable ModuleHandle entries;
    private boolean closed;

    WasmtimeModule(WasmtimeEngine engine, CoreModuleSource source, ModuleLayout layout) {
        this.engine = engine;
        this.source = source;
        this.layout = layout;
        this.id = source.sha256().substring(0, 32);
        variants.put(0, compile(0));
    }

    private ModuleHandle compile(int variant) {
        return engine.compileCached(ModuleRewriter.rewrite(source.bytes(), layout, binderName(variant)));
    }

    WasmtimeEngine engine() {
        return engine;
    }

    ModuleLayout layout() {
        return layout;
    }

    byte[] bytes() {
        return source.bytes();
    }

    /** Whether instances of both have the same names, but for their numbers. */
    boolean sharesNamesWith(WasmtimeModule other) {
        return id.equals(other.id);
    }

    /** Linker name of what offers the imports. */
    String binderName(int variant) {
        return name("b", variant);
    }

    /** Linker name of the instance. */
    String instanceName(int variant) {
        return name("m", variant);
    }

    /** Linker name of the functions through which Java enters the instance. */
    String entryName(int variant) {
        return name("c", variant);
    }

    private String name(String prefix, int variant) {
        return prefix + id + (variant == 0 ? "" : "." + variant);
    }

    /** The compiled code, acquired for the caller. */
    synchronized ModuleHandle acquire(int variant) {
        checkOpen();
        ModuleHandle handle = variants.get(variant);
        if (handle == null) {
            handle = compile(variant);
            variants.put(variant, handle);
        }
        return handle.acquire();
    }

    /** The entry module of an instance, acquired for the caller. */
    synchronized ModuleHandle acquireEntries(int variant) {
        checkOpen();
        if (variant > 0) {
            return engine.shims().acquire(EntryModule.generate(layout, instanceName(variant)));
        }
        ModuleHandle handle = entries;
        if (handle == null) {
            handle = engine.compileCached(EntryModule.generate(layout, instanceName(0)));
            entries = handle;
        }
        return handle.acquire();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("module is closed");
        }
    }

    @Override
    public CoreModuleType type() {
        return source.type();
    }

    @Override
    public boolean fullyCompiled() {
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        variants.values().forEach(ModuleHandle::close);
        variants.clear();
        ModuleHandle handle = entries;
        if (handle != null) {
            handle.close();
        }
    }
}
