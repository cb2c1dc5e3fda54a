package org.latticehost.core.internal.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.latticehost.core.internal.claims.ComponentClaims;
import org.latticehost.core.internal.component.RunSpec;
import org.latticehost.core.internal.event.ErrorText;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.link.LinkJson;
import org.latticehost.core.internal.link.LinkStore;
import org.latticehost.host.model.ComponentDescription;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.HostInventory;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ProviderDescription;

/** The data of events and replies, field for field as peers read them. */
public final class EventData {
    private EventData() {}

    /** The inventory, which is also the data of a heartbeat. */
    public static ObjectNode inventory(HostInventory inventory) {
        ObjectNode node = Json.object();
        ArrayNode components = node.putArray("components");
        inventory.components().forEach(each -> components.add(component(each)));
        ArrayNode providers = node.putArray("providers");
        inventory.providers().forEach(each -> providers.add(provider(each)));
        node.put("host_id", inventory.hostId());
        node.put("friendly_name", inventory.friendlyName());
        node.set("labels", Json.object(inventory.labels()));
        node.put("version", inventory.version());
        uptime(node, inventory.uptime());
        return node;
    }

    /** How long a host runs, for people and for programs. */
    public static void uptime(ObjectNode node, Duration uptime) {
        node.put("uptime_human", UptimeText.of(uptime));
        node.put("uptime_seconds", uptime.toSeconds());
    }

    static ObjectNode hostStarted(String friendlyName, Map<String, String> labels, String version) {
        ObjectNode node = Json.object();
        node.put("friendly_name", friendlyName);
        node.set("labels", Json.object(labels));
        node.put("uptime_seconds", 0);
        node.put("version", version);
        return node;
    }

    static ObjectNode hostStopped(Map<String, String> labels) {
        ObjectNode node = Json.object();
        node.set("labels", Json.object(labels));
        return node;
    }

    static ObjectNode labelsChanged(String hostId, Map<String, String> labels) {
        ObjectNode node = Json.object();
        node.put("host_id", hostId);
        node.set("labels", Json.object(labels));
        return node;
    }

    static ObjectNode componentScaled(
            String hostId, RunSpec spec, long maxInstances, Optional<ComponentClaims> claims) {
        ObjectNode node = component(hostId, spec, maxInstances, claims);
        claims.ifPresent(signed -> node.set("claims", signed.forEvents()));
        return node;
    }

    private static ObjectNode component(
            String hostId, RunSpec spec, long maxInstances, Optional<ComponentClaims> claims) {
        ObjectNode node = Json.object();
        node.put("component_id", spec.id());
        node.put("image_ref", spec.reference());
        node.put("max_instances", maxInstances);
        node.set("annotations", Json.object(spec.annotations()));
        node.put("host_id", hostId);
        claims.ifPresent(signed -> node.put("public_key", signed.publicKey()));
        return node;
    }

    static ObjectNode componentScaleFailed(
            String hostId, RunSpec spec, Throwable failure, Optional<ComponentClaims> claims) {
        ObjectNode node = component(hostId, spec, spec.maxInstances(), claims);
        node.put("error", ErrorText.of(failure));
        return node;
    }

    static ObjectNode providerStarted(String hostId, ProviderDescription provider) {
        ObjectNode node = Json.object();
        node.put("host_id", hostId);
        node.put("image_ref", provider.reference());
        node.put("provider_id", provider.id());
        node.set("annotations", Json.object(provider.annotations()));
        return node;
    }

    static ObjectNode providerStartFailed(String hostId, String id, String reference, Throwable failure) {
        ObjectNode node = Json.object();
        node.put("provider_ref", reference);
        node.put("provider_id", id);
        node.put("host_id", hostId);
        node.put("error", ErrorText.of(failure));
        node.put("link_name", Link.DEFAULT_NAME);
        return node;
    }

    static ObjectNode providerStopped(String hostId, ProviderDescription provider) {
        ObjectNode node = Json.object();
        node.put("host_id", hostId);
        node.put("provider_id", provider.id());
        node.set("annotations", Json.object(provider.annotations()));
        node.put("reason", "stop");
        node.put("instance_id", provider.id());
        node.put("public_key", provider.id());
        node.put("link_name", Link.DEFAULT_NAME);
        return node;
    }

    static ObjectNode linkSetFailed(Link link, Throwable failure) {
        ObjectNode node = LinkJson.write(link);
        node.put("error", ErrorText.of(failure));
        return node;
    }

    static ObjectNode linkDeleted(
            String sourceId, String witNamespace, String witPackage, String name, LinkStore.Removal removal) {
        ObjectNode node = Json.object();
        node.put("source_id", sourceId);
        node.put("name", name);
        node.put("wit_namespace", witNamespace);
        node.put("wit_package", witPackage);
        removal.removed().ifPresent(link -> {
            node.put("target", link.target());
            node.set("interfaces", Json.array(link.interfaces()));
        });
        return node;
    }

    static ObjectNode linkDeleted(Link link) {
        return linkDeleted(
                link.source(),
                link.witNamespace(),
                link.witPackage(),
                link.name(),
                new LinkStore.Removal(true, Optional.of(link)));
    }

    static ObjectNode config(String name) {
        ObjectNode node = Json.object();
        node.put("config_name", name);
        return node;
    }

    static ObjectNode restored(String bucket, int entries) {
        ObjectNode node = Json.object();
        node.put("bucket", bucket);
        node.put("entries", entries);
        return node;
    }

    private static ObjectNode component(ComponentDescription component) {
        ObjectNode node = Json.object();
        node.put("id", component.id());
        node.put("image_ref", component.reference());
        component.name().ifPresent(name -> node.put("name", name));
        node.set("annotations", Json.object(component.annotations()));
        node.put("revision", component.revision());
        node.put("max_instances", component.maxInstances());
        if (component.limits().isPresent()) {
            node.set("limits", limits(component.limits().get()));
        } else {
            node.putNull("limits");
        }
        return node;
    }

    private static ObjectNode limits(ComponentLimits limits) {
        ObjectNode node = Json.object();
        limits.maxMemoryBytes().ifPresent(bytes -> node.put("max_memory_limit", Long.toString(bytes)));
        limits.maxExecutionTime()
                .ifPresent(time -> node.put("max_execution_time", Long.toString(Math.max(1, time.toSeconds()))));
        return node;
    }

    private static ObjectNode provider(ProviderDescription provider) {
        ObjectNode node = Json.object();
        node.put("id", provider.id());
        node.put("image_ref", provider.reference());
        provider.name().ifPresent(name -> node.put("name", name));
        node.put("revision", provider.revision());
        node.set("annotations", Json.object(provider.annotations()));
        return node;
    }
}
