package org.latticehost.core.internal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;

/** Writes requests, and refuses what they cannot carry. */
final class WireWriter {
    private WireWriter() {}

    static ObjectNode scale(String hostId, ScaleCommand command) {
        Artifact artifact = command.artifact();
        require(artifact.bytes().isEmpty() && artifact.file().isEmpty(), command, "code; use a reference");
        require(command.configValues().isEmpty(), command, "configuration values; put named configuration");
        require(command.grants() == ComponentGrants.none(), command, "grants");
        require(command.instancePolicy().equals(InstancePolicy.freshPerCall()), command, "an instance policy");
        require(command.engine().isEmpty(), command, "an engine");
        ObjectNode node = scale(hostId, command.componentId(), artifact.reference(), command.maxInstances());
        node.set("annotations", Json.object(command.annotations()));
        if (!command.limits().isEmpty()) {
            node.set("component_limits", limits(command.limits()));
        }
        node.set("config", Json.array(command.config()));
        node.put("allow_update", command.allowUpdate());
        return node;
    }

    /** With nothing but what a stop needs. */
    static ObjectNode scale(String hostId, String componentId, String reference, long count) {
        ObjectNode node = Json.object();
        node.put("component_ref", reference);
        node.put("component_id", componentId);
        node.put("count", count);
        node.put("host_id", hostId);
        return node;
    }

    static ObjectNode startProvider(String hostId, StartProvider command) {
        require(command.configValues().isEmpty(), command, "configuration values; put named configuration");
        ObjectNode node = Json.object();
        node.put("provider_id", command.providerId());
        node.put("provider_ref", command.reference());
        node.put("host_id", hostId);
        node.set("config", Json.array(command.config()));
        node.set("annotations", Json.object(command.annotations()));
        return node;
    }

    static ObjectNode registries(Map<String, RegistryCredential> byRegistry) {
        ObjectNode node = Json.object();
        byRegistry.forEach((registry, credential) -> {
            ObjectNode one = node.putObject(registry);
            credential.username().ifPresent(text -> one.put("username", text));
            credential.password().ifPresent(text -> one.put("password", text));
            credential.token().ifPresent(text -> one.put("token", text));
            one.put("registryType", "oci");
        });
        return node;
    }

    private static ObjectNode limits(ComponentLimits limits) {
        ObjectNode node = Json.object();
        limits.maxMemoryBytes().ifPresent(bytes -> node.put("max_memory_limit", Long.toString(bytes)));
        limits.maxExecutionTime()
                .ifPresent(time -> node.put("max_execution_time", Long.toString(Math.max(1, time.toSeconds()))));
        return node;
    }

    private static void require(boolean fits, Object command, String what) {
        if (!fits) {
            throw new IllegalArgumentException("'" + command + "' cannot be sent over a lattice with " + what);
        }
    }
}
