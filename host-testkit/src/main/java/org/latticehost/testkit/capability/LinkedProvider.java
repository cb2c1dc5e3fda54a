package org.latticehost.testkit.capability;

import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.SecretStore.Secret;
import org.latticehost.host.wit.WitInterface;

/**
 * A provider started without a host, and links between it and a component that there is not: what a contract calls. Close
 * it to stop the provider.
 */
public final class LinkedProvider implements AutoCloseable {
    /** The component at the other end of links. */
    public static final String COMPONENT = "component";

    private static final String PROVIDER = "provider";

    private final CapabilityProvider provider;
    private final List<ResolvedLink> links = new ArrayList<>();

    private LinkedProvider(CapabilityProvider provider) {
        this.provider = provider;
    }

    /** Starts a provider with that configuration. */
    public static LinkedProvider start(CapabilityProvider provider, Map<String, String> config) {
        return start(provider, config, id -> {
            throw new AssertionError("the provider asks for component " + id);
        });
    }

    /** Starts a provider with that configuration, which may call these components. */
    public static LinkedProvider start(
            CapabilityProvider provider, Map<String, String> config, Function<String, ComponentTarget> components) {
        provider.start(new Context(config, components));
        return new LinkedProvider(provider);
    }

    private record Context(Map<String, String> config, Function<String, ComponentTarget> components)
            implements ProviderContext {
        @Override
        public String hostId() {
            return "host";
        }

        @Override
        public String lattice() {
            return "default";
        }

        @Override
        public String providerId() {
            return PROVIDER;
        }

        @Override
        public OpenTelemetry telemetry() {
            return OpenTelemetry.noop();
        }

        @Override
        public MessageBus rpc() {
            throw new AssertionError("the provider asks for a message bus");
        }

        @Override
        public ComponentTarget component(String componentId) {
            return components.apply(componentId);
        }
    }

    /** Links the component to the provider. */
    public ResolvedLink linkTo(String witPackage, String name, Map<String, String> config, String... interfaces) {
        return linkTo(COMPONENT, witPackage, name, config, interfaces);
    }

    /** Links a component to the provider. */
    public ResolvedLink linkTo(
            String component, String witPackage, String name, Map<String, String> config, String... interfaces) {
        Link link = Link.from(component)
                .to(PROVIDER)
                .name(name)
                .interfaces(witPackage, interfaces)
                .build();
        return add(new ResolvedLink(link, Map.of(), config, false));
    }

    /** Links the component to the provider, which gets secrets for it. */
    public ResolvedLink linkTo(
            String witPackage,
            String name,
            Map<String, String> config,
            Map<String, Secret> secrets,
            String... interfaces) {
        Link link = Link.from(COMPONENT)
                .to(PROVIDER)
                .name(name)
                .interfaces(witPackage, interfaces)
                .build();
        return add(new ResolvedLink(link, Map.of(), config, false, secrets));
    }

    /** Links the provider to the component. */
    public ResolvedLink linkFrom(String witPackage, String name, Map<String, String> config, String... interfaces) {
        Link link = Link.from(PROVIDER)
                .to(COMPONENT)
                .name(name)
                .interfaces(witPackage, interfaces)
                .build();
        return add(new ResolvedLink(link, config, Map.of(), true));
    }

    private ResolvedLink add(ResolvedLink link) {
        provider.linkAdded(link);
        links.add(link);
        return link;
    }

    /** Takes a link away. */
    public void unlink(ResolvedLink link) {
        links.remove(link);
        provider.linkRemoved(link);
    }

    /** The implementation that a component gets over a link. */
    public HostInterface serve(WitInterface wanted, ResolvedLink link) {
        return provider.serve(wanted, link)
                .orElseThrow(() -> new AssertionError("the provider does not serve " + wanted.name()));
    }

    /** Calls a function as the component would. */
    public static @Nullable Object call(HostInterface target, String function, Object... args) {
        HostFunction body = Objects.requireNonNull(target.function(function), function);
        try {
            return body.call(new TestCall(), args);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        links.forEach(provider::linkRemoved);
        provider.stop(Duration.ZERO);
    }
}
