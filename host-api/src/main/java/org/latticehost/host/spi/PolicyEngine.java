package org.latticehost.host.spi;

import java.util.Map;

/**
 * Permits or denies what a host is about to do.
 *
 * <p>Thread-safe. May block up to a second; an exception denies.
 */
public interface PolicyEngine {

    /** Permits everything. */
    PolicyEngine PERMIT_ALL = request -> Decision.permit();

    /** Decides. */
    Decision decide(Request request);

    /**
     * What is about to be done.
     *
     * @param kind {@code startComponent}, {@code startProvider} or {@code performInvocation}
     * @param subject id of the component or provider
     * @param reference its artifact reference
     * @param details further facts by name, as in the policy protocol; of a component that is signed also {@code
     *     claims.publicKey}, {@code claims.issuer}, {@code claims.issuedAt}, {@code claims.expiresAt} and {@code
     *     claims.expired}
     */
    record Request(String kind, String subject, String reference, Map<String, String> details) {
        public Request {
            details = Map.copyOf(details);
        }
    }

    /**
     * The answer.
     *
     * @param permitted whether it may be done
     * @param message why not, for people
     */
    record Decision(boolean permitted, String message) {
        public static Decision permit() {
            return new Decision(true, "");
        }

        public static Decision deny(String why) {
            return new Decision(false, why);
        }
    }
}
