package org.latticehost.core.internal.lifecycle;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.control.ScaleRequest;
import org.latticehost.core.internal.link.LinkStore;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentDescription;
import org.latticehost.host.model.HostInventory;
import org.latticehost.host.model.HostState;
import org.latticehost.host.model.LatticeState;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ProviderDescription;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.HostHandle;

/** A host as Java code sees it: its commands, with the context of the caller's span. Thread-safe. */
public final class JavaHandle implements HostHandle {
    private final CoreHost host;

    public JavaHandle(HostServices services) {
        host = new CoreHost(services);
    }

    @Override
    public String id() {
        return host.id();
    }

    @Override
    public String friendlyName() {
        return host.friendlyName();
    }

    @Override
    public HostState state() {
        return host.state();
    }

    @Override
    public LatticeState latticeState() {
        return host.latticeState();
    }

    @Override
    public CompletionStage<@Nullable Void> start() {
        return host.start();
    }

    @Override
    public CompletionStage<@Nullable Void> stop(Duration grace) {
        return host.stop(grace);
    }

    @Override
    public CompletionStage<@Nullable Void> stopped() {
        return host.stopped();
    }

    @Override
    public CompletionStage<ComponentDescription> scale(ScaleCommand command) {
        return host.command(commands -> commands.scale(ScaleRequest.of(command, host.id()), Context.current())
                .done()
                .thenApply(Optional::orElseThrow));
    }

    @Override
    public CompletionStage<@Nullable Void> stopComponent(String componentId) {
        return host.command(commands -> commands.stopComponent(componentId, host.id(), Context.current()));
    }

    @Override
    public CompletionStage<ComponentDescription> updateComponent(String componentId, Artifact artifact) {
        return host.command(commands -> commands.update(
                new ScaleRequest.Update(componentId, artifact, Optional.empty(), host.id(), true), Context.current()));
    }

    @Override
    public CompletionStage<@Nullable Void> putLink(Link link) {
        return putLink(link, false);
    }

    @Override
    public CompletionStage<@Nullable Void> replaceLink(Link link) {
        return putLink(link, true);
    }

    private CompletionStage<@Nullable Void> putLink(Link link, boolean replace) {
        return host.command(commands -> commands.putLink(link, replace, Context.current())
                .thenApply(failure -> {
                    if (failure.isPresent()) {
                        throw notServed(link, failure.get());
                    }
                    return null;
                }));
    }

    @Override
    public CompletionStage<Optional<Link>> deleteLink(String sourceId, String witPackage, String linkName) {
        int colon = witPackage.indexOf(':');
        if (colon < 1 || colon == witPackage.length() - 1) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("not a package (namespace:package): '" + witPackage + "'"));
        }
        return host.command(commands -> commands.deleteLink(
                        sourceId,
                        witPackage.substring(0, colon),
                        witPackage.substring(colon + 1),
                        linkName,
                        Context.current())
                .thenApply(LinkStore.Removal::removed));
    }

    @Override
    public CompletionStage<List<Link>> links() {
        return host.command(commands -> CompletableFuture.completedFuture(commands.links()));
    }

    @Override
    public CompletionStage<@Nullable Void> putConfig(String name, Map<String, String> values) {
        return host.command(commands -> commands.putConfig(name, values, Context.current()));
    }

    @Override
    public CompletionStage<Optional<Map<String, String>>> config(String name) {
        return host.command(commands -> commands.config(name, Context.current()));
    }

    @Override
    public CompletionStage<@Nullable Void> deleteConfig(String name) {
        return host.command(commands -> commands.deleteConfig(name, Context.current()));
    }

    @Override
    public CompletionStage<@Nullable Void> putLabel(String key, String value) {
        return host.command(commands -> commands.putLabel(key, value, Context.current()));
    }

    @Override
    public CompletionStage<Boolean> deleteLabel(String key) {
        return host.command(commands -> commands.deleteLabel(key, Context.current()));
    }

    @Override
    public CompletionStage<ProviderDescription> startProvider(StartProvider command) {
        return host.command(commands -> commands.startProvider(command, host.id(), Context.current()));
    }

    @Override
    public CompletionStage<@Nullable Void> stopProvider(String providerId) {
        return host.command(commands -> commands.stopProvider(providerId, host.id(), Context.current()));
    }

    @Override
    public CompletionStage<HostInventory> inventory() {
        return host.command(commands -> CompletableFuture.completedFuture(commands.inventory()));
    }

    @Override
    public ComponentTarget component(String componentId) {
        return new LateTarget(host, componentId);
    }

    private static ProviderException notServed(Link link, RuntimeException cause) {
        ErrorCode code = cause instanceof HostException known ? known.code() : ErrorCode.PROVIDER;
        return new ProviderException(
                code,
                "link " + link + " is stored, but a provider on this host cannot serve it: " + cause.getMessage(),
                cause);
    }
}
