package org.latticehost.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Brings a host into the state that the words of a sequence ask for, by requests as a client would send them. */
final class Givens {
    private static final Map<String, Consumer<TestedHost>> ALL = new HashMap<>();

    static {
        for (String nothing : List.of(
                "hello not running",
                "no config",
                "no policy",
                "hello-config absent",
                "httpserver not running",
                "file loading disabled",
                "file loading enabled",
                "no COMPONENT_httpserver key",
                "labels of the auction vectors",
                "empty buckets",
                "config service enabled",
                "components are signed",
                "components are signed with claims that have expired",
                "a heartbeat each second")) {
            ALL.put(nothing, host -> {});
        }
        ALL.put(
                "hello running unbounded with limits and the wadm annotations",
                host -> send(
                        host,
                        "component-scale#request-wadm",
                        Json.read(("{\"/count\":4294967295,\"/config\":[],\"/component_limits\":"
                                        + "{\"max_memory_limit\":\"10485760\",\"max_execution_time\":\"30\"}}")
                                .getBytes(StandardCharsets.UTF_8)),
                        "component_scaled"));
        Consumer<TestedHost> first = host -> scale(host, "registry.example/hello:0.1.0", 1);
        ALL.put("hello running, no annotations, max 1", first);
        ALL.put("hello running from the first reference with max 1, no config", first);
        ALL.put("hello running, max 5", host -> scale(host, "registry.example/hello:0.1.0", 5));
        ALL.put("hello running from the second reference", host -> scale(host, "registry.example/hello:0.2.0", 1));
        ALL.put("httpserver running", host -> send(host, "provider#start-request-wash", "provider_started"));
        ALL.put("httpserver running with the wadm annotations", host -> {
            config(host, "hello_app-httpserver-defaults", "{}");
            send(host, "provider#start-request-wadm", "provider_started");
        });
        ALL.put(
                "config hello_app-default-http = {\"address\":\"0.0.0.0:8080\"}",
                host -> config(host, "hello_app-default-http", "{\"address\":\"0.0.0.0:8080\"}"));
        ALL.put("link-put was run", Givens::linkPut);
        ALL.put("both links of the vector put", host -> {
            linkPut(host);
            host.ask(
                    "link.put",
                    "{\"source_id\":\"hello\",\"target\":\"httpclient\",\"wit_namespace\":\"wasi\","
                            + "\"wit_package\":\"http\",\"interfaces\":[\"outgoing-handler\"]}");
        });
        ALL.put("COMPONENT_httpserver exists without links", host -> {
            linkPut(host);
            host.ask("link.del", "{\"source_id\":\"httpserver\",\"wit_namespace\":\"wasi\",\"wit_package\":\"http\"}");
        });
        ALL.put("hello-config put", host -> config(host, "hello-config", "{\"greeting\":\"hi\",\"port\":\"8080\"}"));
        ALL.put("config of the wadm scale", host -> {
            config(host, "hello_app-hello-config", "{}");
            config(host, "SECRET_hello_app-token", "{}");
        });
        ALL.put("claims of both stored", host -> claims(host, "kv#component-claims"));
        ALL.put(
                "claims of both stored, the component's as of old",
                host -> claims(host, "kv#component-claims-legacy-read"));
    }

    private Givens() {}

    /** What must be known before the host starts. */
    record Before(Duration heartbeat, boolean filesAllowed, boolean configService, Signing signing) {
        /** Nothing special. */
        static final Before USUAL = new Before(Duration.ofSeconds(30), false, false, Signing.NONE);

        /** Whether artifacts have claims embedded. */
        enum Signing {
            NONE,
            VALID,
            EXPIRED
        }

        static Before of(JsonNode given) {
            return new Before(
                    has(given, "a heartbeat each second") || has(given, "empty buckets")
                            ? Duration.ofSeconds(1)
                            : Duration.ofSeconds(30),
                    has(given, "file loading enabled"),
                    has(given, "config service enabled"),
                    has(given, "components are signed with claims that have expired")
                            ? Signing.EXPIRED
                            : has(given, "components are signed") ? Signing.VALID : Signing.NONE);
        }

        private static boolean has(JsonNode given, String text) {
            for (JsonNode each : given) {
                if (each.textValue().equals(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    static void apply(TestedHost host, JsonNode given) {
        for (JsonNode each : given) {
            Consumer<TestedHost> action = ALL.get(each.textValue());
            if (action == null) {
                throw new IllegalArgumentException("nothing brings a host into the state '" + each.textValue() + "'");
            }
            action.accept(host);
        }
        host.traffic.clear();
    }

    private static void scale(TestedHost host, String reference, int count) {
        host.ask(
                "component.scale." + host.host.id(),
                "{\"component_ref\":\"" + reference + "\",\"component_id\":\"hello\",\"count\":" + count + "}");
        await(host, "component_scaled");
    }

    private static void send(TestedHost host, String vector, String event) {
        send(host, vector, Json.NOTHING, event);
    }

    private static void send(TestedHost host, String vector, JsonNode overrides, String event) {
        host.send(host.vectors.vector(vector), overrides);
        await(host, event);
    }

    private static void config(TestedHost host, String name, String values) {
        host.ask("config.put." + name, values);
    }

    private static void linkPut(TestedHost host) {
        config(host, "hello_app-default-http", "{\"address\":\"0.0.0.0:8080\"}");
        String body = new String(host.vectors.vector("link#put-request").payload(Json.NOTHING), StandardCharsets.UTF_8);
        host.ask("link.put", body);
    }

    private static void claims(TestedHost host, String ofComponent) {
        for (String reference : List.of(ofComponent, "kv#provider-claims")) {
            Vector vector = host.vectors.vector(reference);
            String key = vector.subject().substring(vector.subject().indexOf("CLAIMS_"));
            JsonNode claims = vector.node().get("payload");
            host.bucket("LATTICEDATA").put(key, claims.toString().getBytes(StandardCharsets.UTF_8));
        }
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (Json.read(host.ask("claims.get", "").getBytes(StandardCharsets.UTF_8))
                        .get("response")
                        .size()
                < 2) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the claims did not arrive");
            }
        }
    }

    private static void await(TestedHost host, String event) {
        while (true) {
            Traffic.Sent sent = host.traffic
                    .take("event", 5_000)
                    .orElseThrow(() -> new AssertionError("no " + event + " in" + host.traffic));
            if (sent.subject().endsWith("." + event)) {
                return;
            }
        }
    }
}
