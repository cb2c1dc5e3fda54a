package org.latticehost.core.internal.component;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.latticehost.core.internal.claims.ComponentClaims;
import org.latticehost.host.spi.CompiledComponent;

/** Compiled code, with what is claimed about it, that several servings share; released with the last. Thread-safe. */
final class Code {
    private final CompiledComponent compiled;
    private final Optional<ComponentClaims> claims;
    private final AtomicInteger users = new AtomicInteger(1);

    Code(CompiledComponent compiled, Optional<ComponentClaims> claims) {
        this.compiled = compiled;
        this.claims = claims;
    }

    Optional<ComponentClaims> claims() {
        return claims;
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
