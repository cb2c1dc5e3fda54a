package org.latticehost.core.internal.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latticehost.core.internal.control.Commands;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.model.RegistryCredential;

/** {@code registry.put}: credentials for registries, kept in the memory of every host. */
final class RegistryRequests {
    private final Commands commands;

    RegistryRequests(Commands commands) {
        this.commands = commands;
    }

    void addTo(Map<String, Handler> handlers) {
        handlers.put(
                "registry.put",
                Handler.reading(
                        "failed to deserialize registries put command", RegistryRequests::read, (request, body) -> {
                            commands.putRegistries(body);
                            return Answer.now(Reply.done("successfully put registries"));
                        }));
    }

    /** Credentials by host of the registry. */
    static Map<String, RegistryCredential> read(byte[] payload) {
        return read(Json.read(payload));
    }

    /** The same from a part of a larger document. */
    static Map<String, RegistryCredential> read(JsonNode node) {
        if (!node.isObject()) {
            throw new HostException(ErrorCode.PROTOCOL, "expected an object, got " + node.getNodeType());
        }
        Map<String, RegistryCredential> all = new LinkedHashMap<>();
        node.properties().forEach(each -> {
            byte[] one = each.getValue().toString().getBytes(StandardCharsets.UTF_8);
            RequestBody body = RequestBody.read(one, "password", "token", "username", "registryType");
            var unused = body.text("registryType", "oci"); // any type is taken for OCI, but it must be a text
            all.put(
                    each.getKey(),
                    RegistryCredential.of(
                            body.nullableText("username"), body.nullableText("password"), body.nullableText("token")));
        });
        return all;
    }
}
