package org.latticehost.core.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.link.LinkJson;
import org.latticehost.host.client.HostSummary;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.client.LatticeClientFactory;
import org.latticehost.host.model.HostInventory;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.LatticeTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client on the control connection of a transport. Thread-safe. */
public final class CoreLatticeClient implements LatticeClient {
    private static final Logger LOG = LoggerFactory.getLogger(CoreLatticeClient.class);

    private final LatticeTransport transport;
    private final Requester requests;
    private final String events;

    /**
     * @param transport started; closed with this
     */
    public CoreLatticeClient(LatticeTransport transport, LatticeClientFactory.Settings settings) {
        this.transport = transport;
        this.requests = new Requester(transport.control(), settings);
        this.events = "wasmbus.evt." + settings.lattice() + ".*";
    }

    @Override
    public CompletionStage<List<HostSummary>> hostsAsync() {
        return requests.gather("host.ping", null)
                .thenApply(replies -> replies.stream()
                        .filter(ControlReply::success)
                        .flatMap(reply -> reply.optionalData().stream())
                        .map(WireReader::host)
                        .sorted(Comparator.comparing(HostSummary::friendlyName).thenComparing(HostSummary::id))
                        .toList());
    }

    @Override
    public CompletionStage<HostInventory> inventoryAsync(String hostId) {
        return requests.ask("host.get." + hostId, null).thenApply(reply -> WireReader.inventory(reply.requireData()));
    }

    @Override
    public CompletionStage<Void> stopHostAsync(String hostId, Duration grace) {
        return done("host.stop." + hostId, body("host_id", hostId).put("timeout", grace.toMillis()));
    }

    @Override
    public CompletionStage<Void> putLabelAsync(String hostId, String key, String value) {
        return done("label.put." + hostId, body("key", key).put("value", value));
    }

    @Override
    public CompletionStage<Boolean> deleteLabelAsync(String hostId, String key) {
        return remark("label.del." + hostId, body("key", key)).thenApply(words -> !words.contains("no such label"));
    }

    @Override
    public CompletionStage<List<String>> componentAuctionAsync(
            String reference, String componentId, Map<String, String> constraints) {
        return auction("component", reference, componentId, constraints);
    }

    @Override
    public CompletionStage<String> scaleAsync(String hostId, ScaleCommand command) {
        return remark("component.scale." + hostId, WireWriter.scale(hostId, command));
    }

    @Override
    public CompletionStage<Void> stopComponentAsync(String hostId, String componentId) {
        return inventoryAsync(hostId).thenCompose(inventory -> {
            // Watchers recognize a stop by the reference that ran.
            String reference =
                    inventory.component(componentId).map(c -> c.reference()).orElse("");
            return done("component.scale." + hostId, WireWriter.scale(hostId, componentId, reference, 0));
        });
    }

    @Override
    public CompletionStage<String> updateComponentAsync(String hostId, String componentId, String reference) {
        return remark(
                "component.update." + hostId,
                body("component_id", componentId).put("host_id", hostId).put("new_component_ref", reference));
    }

    @Override
    public CompletionStage<List<String>> providerAuctionAsync(
            String reference, String providerId, Map<String, String> constraints) {
        return auction("provider", reference, providerId, constraints);
    }

    @Override
    public CompletionStage<Void> startProviderAsync(String hostId, StartProvider command) {
        return done("provider.start." + hostId, WireWriter.startProvider(hostId, command));
    }

    @Override
    public CompletionStage<Void> stopProviderAsync(String hostId, String providerId) {
        return done("provider.stop." + hostId, body("host_id", hostId).put("provider_id", providerId));
    }

    @Override
    public CompletionStage<Void> putLinkAsync(Link link) {
        return done("link.put", LinkJson.write(link));
    }

    @Override
    public CompletionStage<Void> replaceLinkAsync(Link link) {
        return done("link.put", LinkJson.write(link).put("replace", true));
    }

    @Override
    public CompletionStage<Void> deleteLinkAsync(String sourceId, String witPackage, String linkName) {
        int colon = witPackage.indexOf(':');
        if (colon < 1 || colon == witPackage.length() - 1) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("not a package (namespace:package): '" + witPackage + "'"));
        }
        return done(
                "link.del",
                body("source_id", sourceId)
                        .put("name", linkName)
                        .put("wit_namespace", witPackage.substring(0, colon))
                        .put("wit_package", witPackage.substring(colon + 1)));
    }

    @Override
    public CompletionStage<List<Link>> linksAsync() {
        return list("link.get", LinkJson::readLink);
    }

    @Override
    public CompletionStage<Void> putConfigAsync(String name, Map<String, String> values) {
        return done("config.put." + name, Json.object(values));
    }

    @Override
    public CompletionStage<Optional<Map<String, String>>> configAsync(String name) {
        return requests.ask("config.get." + name, null)
                .thenApply(reply -> reply.optionalData().map(WireReader::map));
    }

    @Override
    public CompletionStage<Void> deleteConfigAsync(String name) {
        return done("config.del." + name, null);
    }

    @Override
    public CompletionStage<List<Map<String, String>>> claimsAsync() {
        return list("claims.get", WireReader::map);
    }

    @Override
    public void putRegistries(Map<String, RegistryCredential> byRegistry) {
        requests.tell("registry.put", WireWriter.registries(byRegistry));
    }

    @Override
    public LatticeSubscription events(Consumer<CloudEvent> listener) {
        return transport.control().subscribe(events, null, message -> {
            CloudEvent event;
            try {
                event = WireReader.event(message.payload());
            } catch (RuntimeException e) {
                LOG.debug("no event: {}", message, e);
                return;
            }
            listener.accept(event);
        });
    }

    @Override
    public void close() {
        transport.close();
    }

    private CompletionStage<Void> done(String operation, @Nullable JsonNode body) {
        return remark(operation, body).thenAccept(words -> {});
    }

    private CompletionStage<String> remark(String operation, @Nullable JsonNode body) {
        return requests.ask(operation, body)
                .thenApply(reply -> reply.withoutData().message());
    }

    private <T> CompletionStage<List<T>> list(String operation, java.util.function.Function<JsonNode, T> read) {
        return requests.ask(operation, null).thenApply(reply -> {
            List<T> all = new ArrayList<>();
            reply.requireData().forEach(each -> all.add(read.apply(each)));
            return List.copyOf(all);
        });
    }

    private CompletionStage<List<String>> auction(
            String kind, String reference, String id, Map<String, String> constraints) {
        ObjectNode body = body(kind + "_ref", reference).put(kind + "_id", id);
        body.set("constraints", Json.object(constraints));
        return requests.gather(kind + ".auction", body)
                .thenApply(replies -> replies.stream()
                        .filter(ControlReply::success)
                        .flatMap(reply -> reply.optionalData().stream())
                        .map(data -> WireReader.text(data, "host_id"))
                        .sorted()
                        .toList());
    }

    private static ObjectNode body(String field, String value) {
        return Json.object().put(field, value);
    }
}
