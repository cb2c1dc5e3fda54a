package org.latticehost.providers.internal.messaging;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.spi.ComponentTarget;

/** A component that does not run. */
final class Nobody implements ComponentTarget {
    @Override
    public String componentId() {
        return "nobody";
    }

    @Override
    public boolean running() {
        return false;
    }

    @Override
    public HttpHandler http() {
        throw new IllegalStateException("not running");
    }

    @Override
    public CompletionStage<@Nullable Object> call(
            String interfaceName, String function, List<Object> args, Context telemetry) {
        return CompletableFuture.failedFuture(new IllegalStateException("not running"));
    }
}
