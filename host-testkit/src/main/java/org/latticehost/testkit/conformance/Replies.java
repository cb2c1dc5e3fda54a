package org.latticehost.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Each request with its answer in the state its notes ask for, as sequences of two steps. */
final class Replies {
    private static final String FIRST = "hello running from the first reference with max 1, no config";

    /** The state before a request, where it matters. */
    private static final Map<String, String> GIVEN = Map.of(
            "component-scale#request-wash-update-allowed", FIRST,
            "component-scale#request-other-ref", FIRST,
            "component-update#request-wash", FIRST,
            "component-update#request-annotations", FIRST,
            "provider#stop-request", "httpserver running",
            "provider#stop-request-alias", "httpserver running",
            "link#put-request", "config hello_app-default-http = {\\\"address\\\":\\\"0.0.0.0:8080\\\"}",
            "link#put-request-conflict", "link-put was run",
            "config#get-request", "hello-config put");

    /** To these, the answer of the sample needs what is there, not only what is absent. */
    private static final Map<String, String> MORE_GIVEN = Map.of(
            "link#del-request", "COMPONENT_httpserver exists without links",
            "link#del-request-minimal", "COMPONENT_httpserver exists without links");

    /** Not sent by this host but read by it, within a given state. */
    static final Set<String> READ_ONLY =
            Set.of("kv#component-claims", "kv#component-claims-legacy-read", "kv#provider-claims");

    /** What a body that does not parse is answered with, by operation. */
    private static final Map<String, String> MALFORMED = Map.of(
            "component.scale", "component-scale#reply-malformed",
            "component.update", "component-update#reply-malformed",
            "provider.start", "provider#start-reply-malformed",
            "provider.stop", "provider#stop-reply-malformed",
            "host.stop", "host#stop-reply-malformed",
            "link.put", "link#put-reply-malformed",
            "link.del", "link#del-reply-malformed",
            "registry.put", "registry#put-reply-malformed",
            "config.put", "config#put-reply-malformed");

    /** What the accepted ones of the parse rules are answered with. */
    private static final Map<String, String> ACCEPTED = Map.of(
            "component.scale", "component-scale#reply-ack",
            "provider.start", "provider#start-reply",
            "provider.stop", "provider#stop-reply-not-running",
            "host.stop", "host#stop-reply",
            "link.del", "link#del-reply-no-spec",
            "registry.put", "registry#put-reply",
            "config.put", "config#put-reply");

    private Replies() {}

    static List<JsonNode> all(VectorFiles vectors, boolean httpServerThere) {
        List<JsonNode> all = new ArrayList<>();
        for (Vector vector : vectors.vectors().values()) {
            if (!vector.text("direction").equals("client-to-host") || Exclusions.excluded(vector.reference())) {
                continue;
            }
            String file = vector.reference().substring(0, vector.reference().indexOf('#') + 1);
            if (file.equals("parse-rules#")) {
                all.add(parsed(vector));
            } else {
                boolean there = httpServerThere && vector.reference().endsWith("#start-request-builtin-disabled");
                String reply = there ? "start-reply" : vector.text("reply");
                all.add(sequence(vector.reference(), reply.equals("none") ? "none" : file + reply));
            }
        }
        return all;
    }

    private static JsonNode parsed(Vector vector) {
        String[] tokens = vector.subject().split("\\.", -1);
        String operation = tokens[4] + "." + tokens[5];
        if (vector.text("expect").equals("reject")) {
            return sequence(vector.reference(), answer(MALFORMED, operation));
        }
        return operation.equals("component.update")
                ? json(
                        vector.reference(),
                        "",
                        "{\"expect\":\"component-update#reply-not-found\",\"channel\":\"reply\","
                                + "\"override\":{\"/message\":\"component  not found\"}}")
                : sequence(vector.reference(), answer(ACCEPTED, operation));
    }

    private static String answer(Map<String, String> byOperation, String operation) {
        return Objects.requireNonNull(byOperation.get(operation), operation);
    }

    private static JsonNode sequence(String request, String reply) {
        String given = GIVEN.getOrDefault(request, MORE_GIVEN.getOrDefault(request, ""));
        return json(
                request,
                given,
                reply.equals("none")
                        ? "{\"expectNone\":\"reply\",\"forMs\":1000}"
                        : "{\"expect\":\"" + reply + "\",\"channel\":\"reply\"}");
    }

    private static JsonNode json(String request, String given, String step) {
        return Json.read(("{\"name\":\"" + request + "\",\"given\":["
                        + (given.isEmpty() ? "" : "\"" + given + "\"") + "],\"steps\":[{\"send\":\"" + request + "\"},"
                        + step + "]}")
                .getBytes(StandardCharsets.UTF_8));
    }
}
