package org.latticehost.core.internal.component;

import java.util.concurrent.atomic.AtomicInteger;
import org.latticehost.host.spi.CompiledComponent;

/** Compiled code that several servings share; released with the last of them. Thread-safe. */
final class Code {
    private final CompiledComponent compiled;
    private final AtomicInteger users = new AtomicInteger(1);

    Code(CompiledComponent compiled) {
        this.compiled = compiled;
    }

    CompiledComponent compiled() {
        return compiled;
    }

    Code retain() {
        users.incrementAndGet();
        return this;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            compiled.close();
        }
    }
}
