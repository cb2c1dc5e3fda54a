package org.latticehost.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import org.latticehost.core.internal.lifecycle.HostServices;
import org.latticehost.core.internal.lifecycle.JavaHandle;
import org.latticehost.core.internal.provider.BuiltinLauncher;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.spi.ArtifactFetcher;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.HostConfig;
import org.latticehost.host.spi.HostEngine;
import org.latticehost.host.spi.HostHandle;
import org.latticehost.host.spi.HttpGuestAdapter;
import org.latticehost.host.spi.OutgoingHttpClientFactory;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;

/**
 * The host engine; found by {@link ServiceLoader}, so that nobody needs to name it.
 *
 * <p>Thread-safe.
 */
public final class CoreHostEngine implements HostEngine {

    /** For {@link ServiceLoader}. */
    public CoreHostEngine() {}

    @Override
    public HostHandle create(HostConfig config) {
        BuiltinLauncher builtins =
                new BuiltinLauncher(config.providers(), ServiceLoader.load(CapabilityProviderFactory.class));
        Optional<HttpGuestAdapter> http = one(HttpGuestAdapter.class, ServiceLoader.load(HttpGuestAdapter.class));
        Optional<OutgoingHttpClientFactory> httpClients =
                one(OutgoingHttpClientFactory.class, ServiceLoader.load(OutgoingHttpClientFactory.class));
        List<ArtifactFetcher> fetchers = new ArrayList<>(config.artifactFetchers());
        ServiceLoader.load(ArtifactFetcher.class).forEach(fetchers::add);
        WasmRuntime runtime = config.runtime()
                .create(new RuntimeSettings(
                        config.engine(),
                        config.cacheFolder(),
                        config.limits().maxComponentBytes(),
                        config.limits().maxLinearMemoryBytes()));
        try {
            return new JavaHandle(new HostServices(
                    config,
                    config.version().orElseGet(CoreHostEngine::ownVersion),
                    config.transport()
                            .orElseGet(() ->
                                    InMemoryLattice.create(config.lattice()).transport()),
                    runtime,
                    http,
                    httpClients,
                    builtins,
                    fetchers));
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    private static <T> Optional<T> one(Class<T> type, Iterable<T> loaded) {
        List<T> found = new ArrayList<>();
        loaded.forEach(found::add);
        if (found.size() > 1) {
            throw new ConfigurationException(
                    ErrorCode.NO_IMPLEMENTATION,
                    "several " + type.getSimpleName() + " found "
                            + found.stream().map(a -> a.getClass().getName()).toList()
                            + "; leave only one on the class path");
        }
        return found.stream().findFirst();
    }

    private static String ownVersion() {
        try (InputStream in = CoreHostEngine.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "0.0.0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
