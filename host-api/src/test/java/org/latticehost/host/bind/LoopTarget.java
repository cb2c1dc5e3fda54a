package org.latticehost.host.bind;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;
import org.latticehost.host.wit.WitWorld;

/** A component that exports what Java implements, and checks every value that passes. */
final class LoopTarget implements ComponentTarget {
    private final HostInterface implementation;
    WitWorld world;

    LoopTarget(HostInterface implementation) {
        this.implementation = implementation;
        this.world = exporting(implementation.type());
    }

    static WitWorld exporting(WitInterface type) {
        return new WitWorld(List.of(), Map.of(), List.of(type), Map.of());
    }

    @Override
    public String componentId() {
        return "loop";
    }

    @Override
    public boolean running() {
        return true;
    }

    @Override
    public Optional<WitWorld> world() {
        return Optional.ofNullable(world);
    }

    @Override
    public HttpHandler http() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Object> call(String interfaceName, String function, List<Object> args, Context telemetry) {
        FunctionType type = implementation.type().function(function);
        for (int i = 0; i < args.size(); i++) {
            WitValues.check(type.params().get(i).type(), args.get(i));
        }
        try {
            Object result =
                    Objects.requireNonNull(implementation.function(function)).call(null, args.toArray());
            Optional<WitType> wanted = type.result();
            if (wanted.isPresent()) {
                WitValues.check(wanted.get(), result);
            }
            return CompletableFuture.completedFuture(result);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
