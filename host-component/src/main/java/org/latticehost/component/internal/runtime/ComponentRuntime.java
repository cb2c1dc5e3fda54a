package org.latticehost.component.internal.runtime;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineFactory;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.HostInterfaceSource;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs components on engines for core modules. Thread-safe. */
public final class ComponentRuntime implements WasmRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(ComponentRuntime.class);

    private final RuntimeSettings settings;
    private final Engines engines;
    private final List<HostInterface> builtIn;
    private final Function<byte[], ComponentDef> reader;

    /**
     * @param reader reads and validates a binary
     */
    public ComponentRuntime(
            RuntimeSettings settings,
            List<CoreEngineFactory> factories,
            List<HostInterfaceSource> sources,
            Function<byte[], ComponentDef> reader) {
        this.settings = settings;
        this.reader = reader;
        engines = new Engines(
                factories, settings.engine(), new CoreEngineOptions(settings.cacheFolder(), settings.maxMemoryBytes()));
        builtIn = sources.stream().flatMap(s -> s.interfaces().stream()).toList();
    }

    @Override
    public Set<String> engines() {
        return engines.names();
    }

    @Override
    public CompiledComponent compile(byte[] wasm, Optional<String> engine) {
        if (wasm.length > settings.maxComponentBytes()) {
            throw new ComponentLoadException(
                    ErrorCode.INVALID_COMPONENT,
                    "the component has " + wasm.length + " bytes, more than the " + settings.maxComponentBytes()
                            + " allowed (maxComponentBytes)");
        }
        List<CoreEngine> candidates = engines.candidates(engine);
        // What is read may refer to the bytes, and the caller keeps its array.
        ComponentDef definition = reader.apply(wasm.clone());
        return new LoadedComponent(definition, compile(definition, candidates), digest(wasm), settings, builtIn);
    }

    /** The first engine that compiles all of it; failing that, the first that runs it at all. */
    private static CompiledModules compile(ComponentDef definition, List<CoreEngine> candidates) {
        @Nullable ComponentLoadException refusal = null;
        for (boolean whole : candidates.size() > 1 ? new boolean[] {true, false} : new boolean[] {false}) {
            for (CoreEngine engine : candidates) {
                try {
                    CompiledModules modules = CompiledModules.compile(engine, definition, whole);
                    if (modules.fullyCompiled() || !whole) {
                        if (candidates.size() > 1) {
                            LOG.info(
                                    "engine {} chosen for the component{}",
                                    engine.name(),
                                    modules.fullyCompiled() ? "" : ", parts of which it interprets");
                        }
                        return modules;
                    }
                    modules.close();
                } catch (ComponentLoadException e) {
                    if (e.code() != ErrorCode.UNSUPPORTED_FEATURE) {
                        throw e;
                    }
                    refusal = e;
                    if (whole) {
                        LOG.info("engine {} passed over for the component: {}", engine.name(), e.getMessage());
                    }
                }
            }
        }
        throw refusal == null ? new IllegalStateException("no engine") : refusal;
    }

    private static String digest(byte[] wasm) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(wasm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public void close() {
        engines.close();
    }
}
