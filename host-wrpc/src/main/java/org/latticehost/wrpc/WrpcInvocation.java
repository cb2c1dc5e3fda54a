package org.latticehost.wrpc;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A call being served. Immutable and thread-safe.
 *
 * @param instance the instance served
 * @param function the function, as given to {@link WrpcServing#serve}
 * @param headers of the call's first message
 * @param over completes when everything has ended, streams and futures in both directions included
 */
public record WrpcInvocation(
        String instance, String function, Map<String, String> headers, CompletionStage<Void> over) {

    /** Id of the caller; {@code <unknown>} if it did not say. */
    public String sourceId() {
        return headers.getOrDefault(WrpcNames.SOURCE_ID, "<unknown>");
    }

    /** The link the call came over; {@code default} unless the caller says otherwise. */
    public String linkName() {
        return headers.getOrDefault(WrpcNames.LINK_NAME, "default");
    }
}
