package org.latticehost.providers.keyvalue;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.providers.internal.link.OncePerSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a component of changes. What fails there is logged, at most once a second. Thread-safe. */
final class WatcherCalls implements KeyValueListener {
    private static final Logger LOG = LoggerFactory.getLogger(WatcherCalls.class);
    private static final WitInterface WATCHER = WireInterfaces.KEYVALUE_WATCHER;

    private final ProviderContext context;
    private final String componentId;
    private final OncePerSecond failures = new OncePerSecond();

    WatcherCalls(ProviderContext context, String componentId) {
        this.context = context;
        this.componentId = componentId;
    }

    @Override
    public void set(String bucket, String key, byte[] value) throws InterruptedException {
        call("on-set", List.of(bucket, key, value));
    }

    @Override
    public void deleted(String bucket, String key) throws InterruptedException {
        call("on-delete", List.of(bucket, key));
    }

    private void call(String function, List<Object> args) throws InterruptedException {
        try {
            CompletableFuture<@Nullable Object> call = context.component(componentId)
                    .call(WATCHER.name().toString(), function, WATCHER.function(function), args, Context.root())
                    .toCompletableFuture();
            await(call);
        } catch (ExecutionException e) {
            failed(function, args, String.valueOf(e.getCause()));
        } catch (RuntimeException e) {
            failed(function, args, e.toString());
        }
    }

    private static void await(CompletableFuture<@Nullable Object> call)
            throws InterruptedException, ExecutionException {
        try {
            call.get();
        } catch (InterruptedException e) {
            call.cancel(false);
            throw e;
        }
    }

    private void failed(String function, List<Object> args, String why) {
        OptionalLong before = failures.next();
        if (before.isPresent()) {
            LOG.atWarn()
                    .addKeyValue("component_id", componentId)
                    .addKeyValue("function", function)
                    .addKeyValue("bucket", args.get(0))
                    .addKeyValue("key", args.get(1))
                    .addKeyValue("error", why)
                    .addKeyValue("not_logged", before.getAsLong())
                    .log("component was not told of a change");
        }
    }
}
