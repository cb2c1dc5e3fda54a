package org.latticehost.core.internal.rpc;

import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * On whose behalf something elsewhere is called.
 *
 * @param id of a component, a provider, or of the host for Java code
 * @param linkName the link that a component's call goes over; empty for others, who need none
 * @param telemetry the span that the call belongs to
 */
public record Caller(String id, Optional<String> linkName, Context telemetry) {

    /** A component that calls over a link. */
    public static Caller component(String id, String linkName, Context telemetry) {
        return new Caller(id, Optional.of(linkName), telemetry);
    }

    /** A provider or Java code. */
    public static Caller other(String id, Context telemetry) {
        return new Caller(id, Optional.empty(), telemetry);
    }
}
