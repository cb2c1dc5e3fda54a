package org.latticehost.host.bind;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How calls reach a component: an instance, or whatever runs under an id. */
interface Caller {

    @Nullable Object call(BoundMethod method, Object[] args);

    CompletionStage<@Nullable Object> callAsync(BoundMethod method, Object[] args);
}
