package org.latticehost.testkit.conformance;

import java.util.Map;
import java.util.TreeMap;

/** The vectors that are not played, each with the reason. */
final class Exclusions {
    private static final Map<String, String> REASONS = new TreeMap<>();

    static {
        String process = "between a host and a provider process; belongs to whoever launches processes";
        for (String name : new String[] {
            "linkdef-put-xkey",
            "config-update",
            "shutdown-request",
            "shutdown-reply",
            "health-request",
            "health-reply-ok",
            "health-reply-bad"
        }) {
            REASONS.put("provider-rpc#" + name, process);
        }
        for (String name : new String[] {"health-check-passed", "health-check-failed", "health-check-status"}) {
            REASONS.put("events#" + name, process);
        }
        REASONS.put("events#provider-started-signed-wadm", "claims of providers come with their archives");
        REASONS.put(
                "events#component-scaled-signed-no-metadata",
                "a token without metadata holds no hash of the component, and is refused");
        REASONS.put("host#ping-reply-js-domain", "needs a server with a JetStream domain; tested there");
        for (String name : new String[] {
            "client-none-absent", "client-none-null", "client-none-object", "client-no-message", "client-extra-field"
        }) {
            REASONS.put("parse-rules#" + name, "read by clients, tested with the lattice client");
        }
    }

    private Exclusions() {}

    static boolean excluded(String reference) {
        return REASONS.containsKey(reference);
    }

    static Map<String, String> all() {
        return REASONS;
    }
}
