package org.latticehost.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.latticehost.host.bind.TypedExports;
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
import org.latticehost.host.spi.HostConfig;
import org.latticehost.host.spi.HostHandle;
import org.latticehost.host.wit.WitInterface;

/**
 * A host of WebAssembly components in this JVM, and a member of a lattice.
 *
 * <pre>{@code
 * try (WasmCloudHost host = WasmCloudHost.builder().lattice("default").build().start()) {
 *     host.startProvider(StartProvider.builtin("http", "http-server")
 *             .configValue("default_address", "127.0.0.1:8080"));
 *     host.scale(ScaleCommand.of("hello", Artifact.file(Path.of("hello.wasm"))).maxInstances(100));
 *     host.putLink(Link.from("http").to("hello").interfaces("wasi:http", "incoming-handler").build());
 *     host.awaitStopped();
 * }
 * }</pre>
 *
 * <p>Each command has two forms. The plain one waits, at most {@code commandTimeout}, and throws a
 * {@link org.latticehost.host.error.HostException}: code {@code HOST_STOPPED} if the host does not run, {@code TIMEOUT}
 * if it took too long (the work goes on). The {@code …Async} one returns at once and its stage fails with the same. An
 * interrupted wait ends with code {@code TIMEOUT} and leaves the interrupt flag set.
 *
 * <p>Thread-safe.
 */
public final class WasmCloudHost implements AutoCloseable {
    private final HostHandle handle;
    private final HostConfig config;
    private final Blocking blocking;
    /** Providers that start with the host: builtin ones whose name is their id. */
    private final List<String> provided;

    WasmCloudHost(HostHandle handle, HostConfig config, List<String> provided) {
        this.handle = handle;
        this.config = config;
        this.provided = provided;
        this.blocking = new Blocking(config.commandTimeout());
    }

    /** Starts to describe a host. */
    public static WasmCloudHostBuilder builder() {
        return new WasmCloudHostBuilder();
    }

    // ---- life ----

    /**
     * Starts and waits until the host runs: connected, lattice data read, {@code host_started} published. If the lattice
     * cannot be reached within {@code latticeWait}, the host runs without it and joins as soon as it can, see
     * {@link #latticeState}; with {@code latticeRequired} the start fails instead.
     *
     * @return this host
     * @throws org.latticehost.host.error.TransportException if the lattice is required and cannot be reached
     * @throws IllegalStateException if it was started before
     */
    public WasmCloudHost start() {
        blocking.await(
                startAsync(), "start of host " + id(), config.commandTimeout().plus(config.latticeWait()));
        return this;
    }

    /** Starts; see {@link #start()}. */
    public CompletionStage<Void> startAsync() {
        CompletionStage<Void> started = handle.start();
        for (String id : provided) {
            started = started.thenCompose(ok -> handle.startProvider(StartProvider.builtin(id, id)))
                    .thenAccept(running -> {});
        }
        return started;
    }

    /** Stops, giving calls in progress the {@code gracePeriod} to finish, and waits for it. Harmless when repeated. */
    public void stop() {
        stop(config.gracePeriod());
    }

    /**
     * Stops and waits for it.
     *
     * @param grace how long calls in progress and providers may take, zero or more; an upper bound, not a delay
     */
    public void stop(Duration grace) {
        blocking.await(stopAsync(grace), "stop of host " + id(), grace.plus(Duration.ofSeconds(10)));
    }

    /** Stops; see {@link #stop(Duration)}. */
    public CompletionStage<Void> stopAsync(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must not be negative, got " + grace);
        }
        return handle.stop(grace);
    }

    /** Waits until the host has stopped, whoever stops it. Returns early, with the flag set, when interrupted. */
    public void awaitStopped() {
        Blocking.awaitQuietly(handle.stopped());
    }

    /** Completes when the host has stopped, whoever stops it. */
    public CompletionStage<Void> stoppedAsync() {
        return handle.stopped();
    }

    /** {@link #stop()}; a host that was never started is released. */
    @Override
    public void close() {
        stop();
    }

    /** Where it is in its life. */
    public HostState state() {
        return handle.state();
    }

    /**
     * How it stands to its lattice now. A host that is not {@link LatticeState#JOINED} serves what runs on it, and takes
     * commands from Java: links and configuration it is given then work here at once, and are written to the lattice as
     * soon as that can be reached.
     */
    public LatticeState latticeState() {
        return handle.latticeState();
    }

    /** Public key of the host: 56 characters, the first an {@code N}. */
    public String id() {
        return handle.id();
    }

    /** Its name for people. */
    public String friendlyName() {
        return handle.friendlyName();
    }

    /** Name of its lattice. */
    public String lattice() {
        return config.lattice();
    }

    /** What runs on it now. */
    public HostInventory inventory() {
        return blocking.await(inventoryAsync(), "inventory");
    }

    /** What runs on it now. */
    public CompletionStage<HostInventory> inventoryAsync() {
        return handle.inventory();
    }

    // ---- components ----

    /** Starts a component, or changes the number of instances, configuration or artifact of one that runs. */
    public ComponentDescription scale(ScaleCommand command) {
        return blocking.await(scaleAsync(command), command.toString());
    }

    /** See {@link #scale}. */
    public CompletionStage<ComponentDescription> scaleAsync(ScaleCommand command) {
        return handle.scale(command);
    }

    /**
     * Stops a component: no more calls are begun, those in progress finish.
     *
     * @throws org.latticehost.host.error.CommandException with code {@code NOT_FOUND} if it does not run here
     */
    public void stopComponent(String componentId) {
        blocking.await(stopComponentAsync(componentId), "stop of component " + componentId);
    }

    /** See {@link #stopComponent}. */
    public CompletionStage<Void> stopComponentAsync(String componentId) {
        return handle.stopComponent(componentId);
    }

    /**
     * Replaces the code of a running component: the new one is loaded, calls switch to it, calls in progress finish on
     * the old one. If it cannot be loaded the old one stays.
     *
     * @throws org.latticehost.host.error.CommandException with code {@code NOT_FOUND} if it does not run here
     */
    public ComponentDescription updateComponent(String componentId, Artifact artifact) {
        return blocking.await(
                updateComponentAsync(componentId, artifact), "update of component " + componentId + " to " + artifact);
    }

    /** See {@link #updateComponent}. */
    public CompletionStage<ComponentDescription> updateComponentAsync(String componentId, Artifact artifact) {
        return handle.updateComponent(componentId, artifact);
    }

    /** A component by id, to call it from Java. It is looked up at each call, so it may start later. */
    public ComponentTarget component(String componentId) {
        return handle.component(componentId);
    }

    /**
     * A running component by id, its exports behind a Java interface; see {@link TypedExports}.
     *
     * @throws org.latticehost.host.error.BindingException if it does not run here, or exports something else
     */
    public <T> T component(String componentId, Class<T> exports) {
        return TypedExports.proxy(exports, component(componentId));
    }

    /**
     * A component or provider of the lattice by id, on this host or another, behind a Java interface; see {@link
     * TypedExports}.
     *
     * @param wit the WIT interface that it exports
     * @throws org.latticehost.host.error.BindingException if both do not fit
     */
    public <T> T component(String id, Class<T> exports, WitInterface wit) {
        return TypedExports.proxy(exports, component(id), wit);
    }

    // ---- links ----

    /**
     * Puts a link into the lattice; it takes effect at once, on all hosts. A link of the same source, target, package and
     * name is replaced.
     *
     * @throws org.latticehost.host.error.LinkException if a link of that name leads elsewhere ({@link #replaceLink} changes
     *     it), or names configuration that does not exist
     */
    public void putLink(Link link) {
        blocking.await(putLinkAsync(link), "link " + link);
    }

    /** See {@link #putLink}. */
    public CompletionStage<Void> putLinkAsync(Link link) {
        return handle.putLink(link);
    }

    /**
     * Puts a link in the place of those that lead any of its interfaces elsewhere, in one step: no call is lost, and a call
     * that begins after this returns does not reach the old target. On other hosts that counts from the moment in which
     * they have seen the change. Otherwise as {@link #putLink}, also if there is nothing to replace.
     *
     * @throws org.latticehost.host.error.LinkException if it names configuration that does not exist
     */
    public void replaceLink(Link link) {
        blocking.await(replaceLinkAsync(link), "link " + link);
    }

    /** See {@link #replaceLink}. */
    public CompletionStage<Void> replaceLinkAsync(Link link) {
        return handle.replaceLink(link);
    }

    /** Removes a link; see {@link #deleteLink(String, String, String)}. */
    public Optional<Link> deleteLink(Link link) {
        return deleteLink(link.source(), link.witNamespace() + ":" + link.witPackage(), link.name());
    }

    /**
     * Removes a link from the lattice.
     *
     * @param witPackage {@code wasi:http}
     * @return the removed link, or empty if there was none
     */
    public Optional<Link> deleteLink(String sourceId, String witPackage, String linkName) {
        return blocking.await(
                deleteLinkAsync(sourceId, witPackage, linkName),
                "removal of link " + linkName + " of " + sourceId + " for " + witPackage);
    }

    /** See {@link #deleteLink(String, String, String)}. */
    public CompletionStage<Optional<Link>> deleteLinkAsync(String sourceId, String witPackage, String linkName) {
        return handle.deleteLink(sourceId, witPackage, linkName);
    }

    /** All links of the lattice, as this host knows them. */
    public List<Link> links() {
        return blocking.await(linksAsync(), "links");
    }

    /** See {@link #links}. */
    public CompletionStage<List<Link>> linksAsync() {
        return handle.links();
    }

    // ---- configuration ----

    /** Puts named configuration into the lattice; components and providers that use it see it at once. */
    public void putConfig(String name, Map<String, String> values) {
        blocking.await(putConfigAsync(name, values), "configuration " + name);
    }

    /** See {@link #putConfig}. */
    public CompletionStage<Void> putConfigAsync(String name, Map<String, String> values) {
        return handle.putConfig(name, values);
    }

    /** Named configuration of the lattice; empty if there is none of that name. */
    public Optional<Map<String, String>> config(String name) {
        return blocking.await(configAsync(name), "configuration " + name);
    }

    /** See {@link #config}. */
    public CompletionStage<Optional<Map<String, String>>> configAsync(String name) {
        return handle.config(name);
    }

    /** Removes named configuration; what uses it sees it empty. Harmless if there is none. */
    public void deleteConfig(String name) {
        blocking.await(deleteConfigAsync(name), "removal of configuration " + name);
    }

    /** See {@link #deleteConfig}. */
    public CompletionStage<Void> deleteConfigAsync(String name) {
        return handle.deleteConfig(name);
    }

    // ---- labels ----

    /** Sets a label of this host; {@code hostcore.*} is refused. */
    public void putLabel(String key, String value) {
        blocking.await(putLabelAsync(key, value), "label " + key);
    }

    /** See {@link #putLabel}. */
    public CompletionStage<Void> putLabelAsync(String key, String value) {
        return handle.putLabel(key, value);
    }

    /** Removes a label; returns whether there was one. */
    public boolean deleteLabel(String key) {
        return blocking.await(deleteLabelAsync(key), "removal of label " + key);
    }

    /** See {@link #deleteLabel}. */
    public CompletionStage<Boolean> deleteLabelAsync(String key) {
        return handle.deleteLabel(key);
    }

    // ---- providers ----

    /**
     * Starts a capability provider and gives it the links that name it.
     *
     * @throws org.latticehost.host.error.ProviderException if it does not start, or its id is taken
     */
    public ProviderDescription startProvider(StartProvider command) {
        return blocking.await(startProviderAsync(command), command.toString());
    }

    /** See {@link #startProvider}. */
    public CompletionStage<ProviderDescription> startProviderAsync(StartProvider command) {
        return handle.startProvider(command);
    }

    /**
     * Stops a capability provider.
     *
     * @throws org.latticehost.host.error.CommandException with code {@code NOT_FOUND} if it does not run here
     */
    public void stopProvider(String providerId) {
        blocking.await(stopProviderAsync(providerId), "stop of provider " + providerId);
    }

    /** See {@link #stopProvider}. */
    public CompletionStage<Void> stopProviderAsync(String providerId) {
        return handle.stopProvider(providerId);
    }

    @Override
    public String toString() {
        return "host " + friendlyName() + " (" + id() + ", lattice " + lattice() + ", " + state() + ")";
    }
}
