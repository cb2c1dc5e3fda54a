package org.latticehost.core.internal.component;

import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.rpc.Caller;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.wit.FunctionType;

/** Calls of a component of another host, from providers and Java code. Bounded as calls here are. Thread-safe. */
final class RemoteTarget {
    private final Engine engine;
    private final String id;
    private final String callerId;

    RemoteTarget(Engine engine, String id, String callerId) {
        this.engine = engine;
        this.id = id;
        this.callerId = callerId;
    }

    CompletionStage<@Nullable Object> call(
            String interfaceName, String function, FunctionType type, Object[] args, Context telemetry) {
        try {
            return engine.rpc()
                    .function(id, interfaceName, function, type)
                    .callAsync(args, caller(telemetry), engine.limits().maxExecutionTime());
        } catch (HostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    CompletionStage<HttpResponse> http(HttpRequest request, Context telemetry) {
        try {
            return engine.rpc()
                    .incoming(id, request, caller(telemetry), engine.limits().maxExecutionTime());
        } catch (HostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Caller caller(Context telemetry) {
        return Caller.other(callerId, telemetry);
    }
}
