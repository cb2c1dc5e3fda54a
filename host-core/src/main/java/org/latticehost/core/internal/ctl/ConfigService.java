package org.latticehost.core.internal.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.error.HostException;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the lattice's configuration service how to sign in to registries. That nobody answers is no failure. */
public final class ConfigService {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigService.class);

    private ConfigService() {}

    /** The credentials by registry; none if there was no usable answer in time. Blocks. */
    public static Map<String, RegistryCredential> ask(
            MessageBus control, String lattice, Map<String, String> labels, Duration timeout) {
        ObjectNode body = Json.object();
        body.set("labels", Json.object(labels));
        try {
            LatticeMessage answer = control.request(
                            LatticeMessage.of("wasmbus.cfg." + lattice + ".req", Json.bytes(body)), timeout)
                    .toCompletableFuture()
                    .join();
            JsonNode credentials = Json.read(answer.payload()).path("registryCredentials");
            return credentials.isMissingNode() || credentials.isNull() ? Map.of() : RegistryRequests.read(credentials);
        } catch (CompletionException | HostException e) {
            LOG.warn("the configuration service gave no credentials, the start goes on: {}", e.getMessage());
            return Map.of();
        }
    }
}
