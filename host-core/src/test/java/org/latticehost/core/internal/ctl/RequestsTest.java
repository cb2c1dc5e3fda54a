package org.latticehost.core.internal.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.link.LinkJson;
import org.latticehost.host.error.HostException;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.testkit.conformance.VectorFiles;

class RequestsTest {
    private static final Map<String, Function<byte[], JsonNode>> READERS = Map.of(
            "scaleRequest", payload -> scale(Requests.Scale.read(payload)),
            "updateRequest", payload -> update(Requests.Update.read(payload)),
            "startProviderRequest", payload -> start(Requests.ProviderStart.read(payload)),
            "stopProviderRequest", payload -> stop(Requests.ProviderStop.read(payload)),
            "stopHostRequest", payload -> stopHost(Requests.HostStop.read(payload)),
            "link", payload -> LinkJson.write(Requests.LinkPut.read(payload).link()),
            "linkDelRequest", payload -> linkDelete(Requests.LinkDelete.read(payload)),
            "configMap", payload -> Json.object(Json.readStringMap(payload)),
            "registriesPutRequest", payload -> registries(RegistryRequests.read(payload)));

    static List<JsonNode> vectors() {
        List<JsonNode> all = new ArrayList<>();
        Json.read(VectorFiles.file("parse-rules")).get("vectors").forEach(vector -> {
            if (vector.get("direction").textValue().equals("client-to-host")) {
                all.add(vector);
            }
        });
        assertThat(all).hasSizeGreaterThan(25);
        return all;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsWhatOthersReadAndNothingElse(JsonNode vector) {
        Function<byte[], JsonNode> reader = READERS.get(vector.get("schema").textValue());
        byte[] payload = vector.get("payloadText").textValue().getBytes(StandardCharsets.UTF_8);

        if (vector.get("expect").textValue().equals("reject")) {
            assertThatThrownBy(() -> reader.apply(payload)).isInstanceOf(HostException.class);
        } else {
            assertThat(Json.sorted(Json.read(Json.bytes(reader.apply(payload)))))
                    .isEqualTo(Json.sorted(vector.get("decoded")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"a\"",
                "{",
                "[",
                "{\"component_id\":\"a\",}",
                "{'component_id':'a'}",
                "[\"r\",\"a\",null,3,null,\"h\",[],false,1]",
                "{\"component_id\":\"a\",\"count\":1e2}",
                "{\"component_id\":\"a\",\"count\":99999999999999999999999999999999}",
                "{\"component_id\":\"a\",\"annotations\":[]}",
                "{\"component_id\":\"a\",\"config\":[null]}",
                "{\"component_id\":\"a\",\"allow_update\":1}",
                "\uFEFF{\"component_id\":\"a\"}"
            })
    void refusesWhatIsNoScaleRequest(String body) {
        assertThatThrownBy(() -> Requests.Scale.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(HostException.class);
    }

    @Test
    void refusesTextInOtherEncodings() {
        assertThatThrownBy(() -> Requests.Scale.read("{\"component_id\":\"a\"}".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(HostException.class);
        assertThatThrownBy(() ->
                        Requests.Scale.read("{\"component_id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(HostException.class);
    }

    private static ObjectNode scale(Requests.Scale body) {
        ObjectNode node = Json.object();
        node.put("component_ref", body.reference());
        node.put("component_id", body.componentId());
        node.set("annotations", map(body.annotations()));
        node.put("count", body.count());
        node.set("component_limits", map(body.limits()));
        node.put("host_id", body.hostId());
        node.set("config", Json.array(body.config()));
        node.put("allow_update", body.allowUpdate());
        return node;
    }

    private static ObjectNode update(Requests.Update body) {
        ObjectNode node = Json.object();
        node.put("component_id", body.componentId());
        node.set("annotations", map(body.annotations()));
        node.put("host_id", body.hostId());
        node.put("new_component_ref", body.reference());
        return node;
    }

    private static ObjectNode start(Requests.ProviderStart body) {
        ObjectNode node = Json.object();
        node.put("provider_id", body.providerId());
        node.put("provider_ref", body.reference());
        node.put("host_id", body.hostId());
        node.set("config", Json.array(body.config()));
        node.set("annotations", map(body.annotations()));
        return node;
    }

    private static ObjectNode stop(Requests.ProviderStop body) {
        ObjectNode node = Json.object();
        node.put("host_id", body.hostId());
        node.put("provider_id", body.providerId());
        return node;
    }

    private static ObjectNode stopHost(Requests.HostStop body) {
        ObjectNode node = Json.object();
        node.put("host_id", body.hostId());
        node.set(
                "timeout",
                body.timeoutMillis()
                        .map(millis -> (JsonNode) node.numberNode(millis))
                        .orElseGet(node::nullNode));
        return node;
    }

    private static ObjectNode linkDelete(Requests.LinkDelete body) {
        ObjectNode node = Json.object();
        node.put("source_id", body.sourceId());
        node.put("name", body.name());
        node.put("wit_namespace", body.witNamespace());
        node.put("wit_package", body.witPackage());
        return node;
    }

    private static ObjectNode registries(Map<String, RegistryCredential> all) {
        ObjectNode node = Json.object();
        all.forEach((registry, credential) -> {
            ObjectNode one = node.putObject(registry);
            one.put("username", orNull(credential.username()));
            one.put("password", orNull(credential.password()));
            one.put("token", orNull(credential.token()));
            one.put("registryType", "oci"); // every type is taken for this one
        });
        return node;
    }

    private static @Nullable String orNull(Optional<String> text) {
        return text.orElse(null);
    }

    private static JsonNode map(Optional<Map<String, String>> map) {
        return map.<JsonNode>map(Json::object).orElseGet(() -> Json.object().nullNode());
    }
}
