package org.latticehost.endive;

import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineFactory;
import org.latticehost.component.spi.CoreEngineOptions;

/**
 * Makes the engine that compiles guests to JVM bytecode. Nothing native is involved: a guest can use up its thread's stack
 * or its own memory, never more.
 *
 * <p>Thread-safe.
 */
public final class EndiveEngineFactory implements CoreEngineFactory {
    /** For {@link java.util.ServiceLoader}. */
    public EndiveEngineFactory() {}

    @Override
    public String name() {
        return EndiveEngine.NAME;
    }

    @Override
    public CoreEngine create(CoreEngineOptions options) {
        return new EndiveEngine(options);
    }
}
