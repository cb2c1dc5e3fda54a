package org.latticehost.host.client;

import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.latticehost.host.model.HostInventory;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.LatticeSubscription;

/**
 * Tells the hosts of a lattice what to do, over any transport.
 *
 * <pre>{@code
 * try (LatticeClient client = LatticeClient.builder().transport(transport).lattice("default").connect()) {
 *     for (HostSummary host : client.hosts()) {
 *         System.out.println(host.friendlyName() + " " + client.inventory(host.id()).components());
 *     }
 * }
 * }</pre>
 *
 * <p>Each request has two forms, as in {@link org.latticehost.host.WasmCloudHost}. They fail with a {@link
 * org.latticehost.host.error.HostException}: a {@link org.latticehost.host.error.CommandException} with the host's words
 * if a host refuses (code {@code NOT_FOUND}, {@code ALREADY_EXISTS}, else {@code INVALID_REQUEST}); a {@link
 * org.latticehost.host.error.TransportException} with code {@code NO_RESPONDERS} if there is no such host, {@code TIMEOUT}
 * if none answers in time; code {@code PROTOCOL} if the answer makes no sense.
 *
 * <p>Implemented by the host engine; users call it. New methods will be added. Thread-safe.
 */
public interface LatticeClient extends AutoCloseable {

    /** Starts to describe a client. */
    static LatticeClientBuilder builder() {
        return new LatticeClientBuilder();
    }

    // ---- hosts ----

    /** The hosts that answer within the gather window, by friendly name. */
    CompletionStage<List<HostSummary>> hostsAsync();

    /** See {@link #hostsAsync}. */
    default List<HostSummary> hosts() {
        return Answers.await(hostsAsync());
    }

    /** What runs on a host; what only Java hosts know ({@code engine}, {@code digest}) is empty. */
    CompletionStage<HostInventory> inventoryAsync(String hostId);

    /** See {@link #inventoryAsync}. */
    default HostInventory inventory(String hostId) {
        return Answers.await(inventoryAsync(hostId));
    }

    /** Stops a host; completes when it has begun to stop. */
    CompletionStage<Void> stopHostAsync(String hostId, Duration grace);

    /** See {@link #stopHostAsync}. */
    default void stopHost(String hostId, Duration grace) {
        Answers.await(stopHostAsync(hostId, grace));
    }

    /** Sets a label of a host. */
    CompletionStage<Void> putLabelAsync(String hostId, String key, String value);

    /** See {@link #putLabelAsync}. */
    default void putLabel(String hostId, String key, String value) {
        Answers.await(putLabelAsync(hostId, key, value));
    }

    /** Removes a label of a host; completes with whether there was one. */
    CompletionStage<Boolean> deleteLabelAsync(String hostId, String key);

    /** See {@link #deleteLabelAsync}. */
    default boolean deleteLabel(String hostId, String key) {
        return Answers.await(deleteLabelAsync(hostId, key));
    }

    // ---- components ----

    /** Ids of hosts that would run a component: those with all these labels that answer within the gather window. */
    CompletionStage<List<String>> componentAuctionAsync(
            String reference, String componentId, Map<String, String> constraints);

    /** See {@link #componentAuctionAsync}. */
    default List<String> componentAuction(String reference, String componentId, Map<String, String> constraints) {
        return Answers.await(componentAuctionAsync(reference, componentId, constraints));
    }

    /**
     * Scales a component on a host. Completes with the host's remark, mostly empty, when the host has taken the request;
     * what becomes of it is told by events {@code component_scaled} and {@code component_scale_failed}.
     *
     * @throws IllegalArgumentException if the command holds what a lattice cannot be told: bytes, grants, configuration
     *     values of its own, an instance policy or an engine
     */
    CompletionStage<String> scaleAsync(String hostId, ScaleCommand command);

    /** See {@link #scaleAsync}. */
    default String scale(String hostId, ScaleCommand command) {
        return Answers.await(scaleAsync(hostId, command));
    }

    /** Stops a component on a host; completes when the host has taken the request. Harmless if it does not run. */
    CompletionStage<Void> stopComponentAsync(String hostId, String componentId);

    /** See {@link #stopComponentAsync}. */
    default void stopComponent(String hostId, String componentId) {
        Answers.await(stopComponentAsync(hostId, componentId));
    }

    /** Updates a component on a host; completes with the host's remark when it has taken the request. */
    CompletionStage<String> updateComponentAsync(String hostId, String componentId, String reference);

    /** See {@link #updateComponentAsync}. */
    default String updateComponent(String hostId, String componentId, String reference) {
        return Answers.await(updateComponentAsync(hostId, componentId, reference));
    }

    // ---- providers ----

    /** Ids of hosts that would run a provider; see {@link #componentAuctionAsync}. */
    CompletionStage<List<String>> providerAuctionAsync(
            String reference, String providerId, Map<String, String> constraints);

    /** See {@link #providerAuctionAsync}. */
    default List<String> providerAuction(String reference, String providerId, Map<String, String> constraints) {
        return Answers.await(providerAuctionAsync(reference, providerId, constraints));
    }

    /**
     * Starts a provider on a host; completes when the host has taken the request, events tell the rest.
     *
     * @throws IllegalArgumentException if the command holds configuration values of its own
     */
    CompletionStage<Void> startProviderAsync(String hostId, StartProvider command);

    /** See {@link #startProviderAsync}. */
    default void startProvider(String hostId, StartProvider command) {
        Answers.await(startProviderAsync(hostId, command));
    }

    /** Stops a provider on a host; completes when it has stopped. */
    CompletionStage<Void> stopProviderAsync(String hostId, String providerId);

    /** See {@link #stopProviderAsync}. */
    default void stopProvider(String hostId, String providerId) {
        Answers.await(stopProviderAsync(hostId, providerId));
    }

    // ---- the lattice ----

    /** Puts a link. */
    CompletionStage<Void> putLinkAsync(Link link);

    /** See {@link #putLinkAsync}. */
    default void putLink(Link link) {
        Answers.await(putLinkAsync(link));
    }

    /**
     * Puts a link in the place of those that lead any of its interfaces elsewhere, in one step. Any host of the lattice may
     * serve the request; those of other kinds refuse to lead a link elsewhere, with code {@code ALREADY_EXISTS}.
     */
    CompletionStage<Void> replaceLinkAsync(Link link);

    /** See {@link #replaceLinkAsync}. */
    default void replaceLink(Link link) {
        Answers.await(replaceLinkAsync(link));
    }

    /**
     * Removes a link; harmless if there is none.
     *
     * @param witPackage {@code wasi:http}
     */
    CompletionStage<Void> deleteLinkAsync(String sourceId, String witPackage, String linkName);

    /** See {@link #deleteLinkAsync}. */
    default void deleteLink(String sourceId, String witPackage, String linkName) {
        Answers.await(deleteLinkAsync(sourceId, witPackage, linkName));
    }

    /** All links, as one of the hosts knows them. */
    CompletionStage<List<Link>> linksAsync();

    /** See {@link #linksAsync}. */
    default List<Link> links() {
        return Answers.await(linksAsync());
    }

    /** Puts named configuration. */
    CompletionStage<Void> putConfigAsync(String name, Map<String, String> values);

    /** See {@link #putConfigAsync}. */
    default void putConfig(String name, Map<String, String> values) {
        Answers.await(putConfigAsync(name, values));
    }

    /** Named configuration; empty if there is none of that name. */
    CompletionStage<Optional<Map<String, String>>> configAsync(String name);

    /** See {@link #configAsync}. */
    default Optional<Map<String, String>> config(String name) {
        return Answers.await(configAsync(name));
    }

    /** Removes named configuration; harmless if there is none. */
    CompletionStage<Void> deleteConfigAsync(String name);

    /** See {@link #deleteConfigAsync}. */
    default void deleteConfig(String name) {
        Answers.await(deleteConfigAsync(name));
    }

    /** Claims of signed components and providers, flat. */
    CompletionStage<List<Map<String, String>>> claimsAsync();

    /** See {@link #claimsAsync}. */
    default List<Map<String, String>> claims() {
        return Answers.await(claimsAsync());
    }

    /** Gives all hosts credentials for registries; nobody answers. */
    void putRegistries(Map<String, RegistryCredential> byRegistry);

    /**
     * Receives the events of all hosts from now on.
     *
     * @param listener called for one event after the other on a thread of the transport; must not block. What cannot be
     *     read as an event is left out
     */
    LatticeSubscription events(Consumer<CloudEvent> listener);

    /** Closes the client and its transport. */
    @Override
    void close();
}
