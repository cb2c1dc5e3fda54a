package org.latticehost.core.internal.wire;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitInterface;

/** The way to the target of a link, for one call of a guest. Confined to its thread. */
public interface WireCalls {

    /**
     * Calls a function of the target, here or elsewhere, and waits.
     *
     * @throws org.latticehost.host.error.LinkException code {@code NO_RESPONDERS} if nobody serves the interface
     */
    @Nullable Object call(WitInterface wire, String function, Object... args) throws Exception;

    /** Calls a function of a target elsewhere, without waiting; the stage fails as {@link #call} does. */
    CompletionStage<@Nullable Object> start(WitInterface wire, String function, Object... args);
}
