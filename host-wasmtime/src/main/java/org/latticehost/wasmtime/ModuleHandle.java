package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Module;

/** A native module, freed when its owner has closed it and nobody uses it any more. Thread-safe. */
final class ModuleHandle implements AutoCloseable {
    private final Module module;
    private int users = 1;
    private boolean closed;

    ModuleHandle(Module module) {
        this.module = module;
    }

    /**
     * @throws IllegalStateException if it is closed
     */
    synchronized ModuleHandle acquire() {
        if (closed) {
            throw new IllegalStateException("module is closed");
        }
        users++;
        return this;
    }

    /** Only between {@link #acquire} and {@link #release}. */
    Module module() {
        return module;
    }

    synchronized void release() {
        if (--users == 0) {
            module.dispose();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }
}
