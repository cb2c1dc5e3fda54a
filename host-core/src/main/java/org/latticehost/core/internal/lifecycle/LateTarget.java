package org.latticehost.core.internal.lifecycle;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitWorld;

/** A component of a host that may not run yet, or no more. Thread-safe. */
final class LateTarget implements ComponentTarget {
    private final CoreHost host;
    private final String id;

    LateTarget(CoreHost host, String id) {
        this.host = host;
        this.id = id;
    }

    @Override
    public String componentId() {
        return id;
    }

    @Override
    public boolean running() {
        HostParts parts = host.parts();
        return parts != null && parts.components.target(id, host.id()).running();
    }

    @Override
    public Optional<WitWorld> world() {
        HostParts parts = host.parts();
        return parts == null
                ? Optional.empty()
                : parts.components.target(id, host.id()).world();
    }

    @Override
    public HttpHandler http() {
        return (request, telemetry) -> now(target -> target.http().handle(request, telemetry));
    }

    @Override
    public CompletionStage<@Nullable Object> call(
            String interfaceName, String function, List<Object> args, Context telemetry) {
        return now(target -> target.call(interfaceName, function, args, telemetry));
    }

    @Override
    public CompletionStage<@Nullable Object> call(
            String interfaceName, String function, FunctionType type, List<Object> args, Context telemetry) {
        return now(target -> target.call(interfaceName, function, type, args, telemetry));
    }

    private <T extends @Nullable Object> CompletionStage<T> now(Function<ComponentTarget, CompletionStage<T>> call) {
        HostParts parts = host.parts();
        if (parts == null) {
            return CompletableFuture.failedFuture(new CommandException(
                    ErrorCode.HOST_STOPPED,
                    "component '" + id + "' cannot be called, the host does not run: its state is " + host.state()));
        }
        return call.apply(parts.components.target(id, host.id()));
    }
}
