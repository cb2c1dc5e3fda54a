package org.latticehost.host.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentDescription;
import org.latticehost.host.model.HostInventory;
import org.latticehost.host.model.HostState;
import org.latticehost.host.model.LatticeState;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ProviderDescription;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;

/**
 * A host as its engine gives it: what {@code WasmCloudHost} forwards to. Stages complete on threads of the host and fail
 * with a {@link org.latticehost.host.error.HostException}; commands given while the host does not run fail with code
 * {@code HOST_STOPPED}.
 *
 * <p>Thread-safe; no method blocks.
 */
public interface HostHandle {

    /** Public key of the host, {@code N…}. */
    String id();

    /** Name for people. */
    String friendlyName();

    HostState state();

    /** How it stands to its lattice now. */
    default LatticeState latticeState() {
        return state() == HostState.RUNNING ? LatticeState.JOINED : LatticeState.JOINING;
    }

    /** Starts. Fails with {@link IllegalStateException} if it was started before. */
    CompletionStage<Void> start();

    /** Stops within {@code grace}; when repeated, gives the stage of the first stop. */
    CompletionStage<Void> stop(Duration grace);

    /** Completes when the host has stopped, whoever asked for it. */
    CompletionStage<Void> stopped();

    CompletionStage<ComponentDescription> scale(ScaleCommand command);

    CompletionStage<Void> stopComponent(String componentId);

    CompletionStage<ComponentDescription> updateComponent(String componentId, Artifact artifact);

    CompletionStage<Void> putLink(Link link);

    /** Puts a link, in the place of those that lead any of its interfaces elsewhere. */
    CompletionStage<Void> replaceLink(Link link);

    /**
     * Removes a link.
     *
     * @param witPackage {@code namespace:package}
     * @return the removed link, or empty if there was none
     */
    CompletionStage<Optional<Link>> deleteLink(String sourceId, String witPackage, String linkName);

    CompletionStage<List<Link>> links();

    CompletionStage<Void> putConfig(String name, Map<String, String> values);

    CompletionStage<Optional<Map<String, String>>> config(String name);

    CompletionStage<Void> deleteConfig(String name);

    CompletionStage<Void> putLabel(String key, String value);

    /** Completes with whether there was such a label. */
    CompletionStage<Boolean> deleteLabel(String key);

    CompletionStage<ProviderDescription> startProvider(StartProvider command);

    CompletionStage<Void> stopProvider(String providerId);

    CompletionStage<HostInventory> inventory();

    /** A component by id; looked up at each call. */
    ComponentTarget component(String componentId);
}
