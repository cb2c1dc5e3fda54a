package org.latticehost.component.internal.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineFactory;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;

/** The engines a runtime may choose from; each is made when it is first needed. Thread-safe. */
final class Engines implements AutoCloseable {
    /** The choice that leaves it to the runtime, component by component. */
    static final String AUTO = "auto";

    /** Tried first when the runtime chooses: starts fast, never leaves the JVM. */
    private static final String PREFERRED = "endive";

    private final Map<String, CoreEngineFactory> factories = new TreeMap<>();
    private final Map<String, CoreEngine> made = new LinkedHashMap<>();
    private final CoreEngineOptions options;
    private final String standard;

    /**
     * @param choice the name of an engine, {@link #AUTO}, or empty for the only one
     */
    Engines(Iterable<CoreEngineFactory> found, Optional<String> choice, CoreEngineOptions options) {
        found.forEach(f -> factories.put(f.name(), f));
        this.options = options;
        if (factories.isEmpty()) {
            throw new ConfigurationException(
                    ErrorCode.NO_IMPLEMENTATION,
                    "no engine for core modules found; add host-endive or host-wasmtime to the class path");
        }
        standard = choice.orElseGet(this::theOnlyOne);
        check(standard);
    }

    private String theOnlyOne() {
        if (factories.size() > 1) {
            throw new ConfigurationException(
                    ErrorCode.NO_IMPLEMENTATION,
                    factories.keySet().stream()
                            .map(n -> "builder.engine(\"" + n + "\")")
                            .collect(Collectors.joining(
                                    ", ",
                                    "several engines found (" + String.join(", ", factories.keySet()) + "); call ",
                                    " or builder.engine(\"" + AUTO + "\")")));
        }
        return factories.keySet().iterator().next();
    }

    private void check(String name) {
        if (!name.equals(AUTO) && !factories.containsKey(name)) {
            throw new ConfigurationException(
                    ErrorCode.NO_IMPLEMENTATION,
                    "no engine '" + name + "' found, only " + factories.keySet() + "; add host-" + name
                            + " to the class path or choose another");
        }
    }

    Set<String> names() {
        return Set.copyOf(factories.keySet());
    }

    /** The engines to try for a component, in order. */
    List<CoreEngine> candidates(Optional<String> choice) {
        String name = choice.orElse(standard);
        check(name);
        if (!name.equals(AUTO)) {
            return List.of(engine(name));
        }
        return factories.keySet().stream()
                .sorted((a, b) -> Boolean.compare(b.equals(PREFERRED), a.equals(PREFERRED)))
                .map(this::engine)
                .toList();
    }

    private synchronized CoreEngine engine(String name) {
        CoreEngine engine = made.get(name);
        if (engine == null) {
            CoreEngineFactory factory = factories.get(name);
            if (factory == null) {
                throw new IllegalStateException("no engine " + name);
            }
            engine = factory.create(options);
            made.put(name, engine);
        }
        return engine;
    }

    @Override
    public synchronized void close() {
        made.values().forEach(CoreEngine::close);
        made.clear();
    }
}
