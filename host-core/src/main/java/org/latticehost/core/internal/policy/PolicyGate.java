package org.latticehost.core.internal.policy;

import java.util.HashMap;
import java.util.Map;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.PolicyDeniedException;
import org.latticehost.host.spi.PolicyEngine;

/** Asks the policy engine, and takes silence and failure for a no. Thread-safe; may block. */
public final class PolicyGate {
    private final PolicyEngine engine;

    public PolicyGate(PolicyEngine engine) {
        this.engine = engine;
    }

    /** Whether asking is pointless: everything is permitted, and nothing blocks. */
    public boolean permitsAll() {
        return engine == PolicyEngine.PERMIT_ALL;
    }

    /**
     * Refuses unless a component may be started or scaled.
     *
     * @param claims facts about its claims, empty if it has none
     */
    public void startComponent(
            String id,
            String reference,
            long maxInstances,
            Map<String, String> annotations,
            Map<String, String> claims) {
        Map<String, String> details = new HashMap<>(claims);
        details.put("maxInstances", Long.toString(maxInstances));
        details.put("annotations", annotations.toString());
        check("startComponent", id, reference, details, "Policy denied request to scale component `" + id + "`");
    }

    /** Refuses unless a provider may be started. */
    public void startProvider(String id, String reference, Map<String, String> annotations) {
        check(
                "startProvider",
                id,
                reference,
                Map.of("annotations", annotations.toString()),
                "policy denied request to start provider `" + id + "`");
    }

    /** Refuses unless a function of a component may be called. */
    public void performInvocation(String id, String reference, String interfaceName, String function) {
        check(
                "performInvocation",
                id,
                reference,
                Map.of("interface", interfaceName, "function", function),
                "Policy denied call of `" + interfaceName + "#" + function + "` of component `" + id + "`");
    }

    private void check(String kind, String id, String reference, Map<String, String> details, String refusal) {
        if (permitsAll()) {
            return;
        }
        PolicyEngine.Decision decision;
        try {
            decision = engine.decide(new PolicyEngine.Request(kind, id, reference, details));
        } catch (RuntimeException e) {
            throw new PolicyDeniedException(ErrorCode.DENIED, refusal + ": the policy engine failed", e);
        }
        if (!decision.permitted()) {
            throw new PolicyDeniedException(
                    decision.message().isEmpty() ? refusal : refusal + ": `\"" + decision.message() + "\"`");
        }
    }
}
