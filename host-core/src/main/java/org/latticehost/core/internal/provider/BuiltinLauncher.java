package org.latticehost.core.internal.provider;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.ProviderLaunch;
import org.latticehost.host.spi.ProviderLauncher;
import org.latticehost.host.spi.ResolvedLink;

/** Starts providers that are Java classes: {@code wasmcloud+builtin://NAME}. */
public final class BuiltinLauncher implements ProviderLauncher {
    private final Map<String, CapabilityProviderFactory> factories = new LinkedHashMap<>();

    /**
     * @param given by the embedder; win over those found by name
     * @throws ConfigurationException if two of those found have the same name and none of that name was given
     */
    public BuiltinLauncher(List<CapabilityProviderFactory> given, Iterable<CapabilityProviderFactory> found) {
        given.forEach(factory -> factories.put(factory.name(), factory));
        Map<String, CapabilityProviderFactory> others = new LinkedHashMap<>();
        for (CapabilityProviderFactory factory : found) {
            if (factories.containsKey(factory.name())) {
                continue;
            }
            CapabilityProviderFactory other = others.put(factory.name(), factory);
            if (other != null) {
                throw new ConfigurationException(
                        ErrorCode.NO_IMPLEMENTATION,
                        "several providers named '" + factory.name() + "' found ["
                                + other.getClass().getName() + ", "
                                + factory.getClass().getName()
                                + "]; call builder.provider(..)");
            }
        }
        factories.putAll(others);
    }

    @Override
    public boolean supports(String providerReference) {
        return providerReference.startsWith(StartProvider.BUILTIN_SCHEME);
    }

    /** Whether there is a class for the name. */
    boolean offers(String reference) {
        return factories.containsKey(reference.substring(StartProvider.BUILTIN_SCHEME.length()));
    }

    @Override
    public RunningProvider launch(ProviderLaunch launch) {
        String name = launch.reference().substring(StartProvider.BUILTIN_SCHEME.length());
        CapabilityProviderFactory factory = factories.get(name);
        if (factory == null) {
            throw new ProviderException(
                    ErrorCode.NOT_FOUND,
                    "unknown builtin name: " + name + "; there are " + factories.keySet()
                            + ", add host-providers or call builder.provider(..)");
        }
        CapabilityProvider provider = factory.create();
        Running running = new Running(provider);
        try {
            provider.start(launch.context());
        } catch (RuntimeException e) {
            running.stop(Duration.ZERO);
            throw e;
        }
        return running;
    }

    private static final class Running implements RunningProvider {
        private final CapabilityProvider provider;
        private boolean stopped;

        Running(CapabilityProvider provider) {
            this.provider = provider;
        }

        @Override
        public void linkAdded(ResolvedLink link) {
            provider.linkAdded(link);
        }

        @Override
        public void linkRemoved(ResolvedLink link) {
            provider.linkRemoved(link);
        }

        @Override
        public void linkReplaced(ResolvedLink before, ResolvedLink after) {
            provider.linkReplaced(before, after);
        }

        @Override
        public void configUpdated(Map<String, String> config) {
            provider.configUpdated(config);
        }

        @Override
        public Optional<CapabilityProvider> local() {
            return Optional.of(provider);
        }

        @Override
        public void stop(Duration grace) {
            if (!stopped) {
                stopped = true;
                provider.stop(grace);
            }
        }
    }
}
