package org.latticehost.core.internal.ctl;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.control.Commands;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.error.HostException;

/** {@code config.*}: one host of the lattice serves each, reading the bucket and never a copy. */
final class ConfigRequests {
    private static final String MALFORMED = "config data should be a map of string -> string";

    private final Commands commands;

    ConfigRequests(Commands commands) {
        this.commands = commands;
    }

    void addTo(Map<String, Handler> handlers) {
        handlers.put("config.put.", Handler.reading(MALFORMED, Json::readStringMap, this::put));
        handlers.put("config.get.", this::get);
        handlers.put("config.del.", this::delete);
    }

    private CompletionStage<Answer> put(ControlRequest request, Map<String, String> values) {
        return commands.putConfig(request.argument(), request.payload(), request.telemetry())
                .handle((done, failure) ->
                        outcome(failure, "config_set", "successfully put config", "unable to store config data"));
    }

    private CompletionStage<Answer> get(ControlRequest request) {
        return commands.config(request.argument(), request.telemetry())
                .thenApply(found -> Answer.of(found.map(values -> Reply.data(Json.object(values)))
                        .orElseGet(() -> Reply.done("Configuration not found"))));
    }

    private CompletionStage<Answer> delete(ControlRequest request) {
        return commands.deleteConfig(request.argument(), request.telemetry())
                .handle((done, failure) -> outcome(
                        failure, "config_deleted", "successfully deleted config", "Unable to delete config data"));
    }

    /** That the event could not be published is said as it is; anything else is the store's failure. */
    private static Answer outcome(@Nullable Throwable failure, String event, String done, String storeFailed) {
        if (failure == null) {
            return Answer.of(Reply.done(done));
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        boolean told = cause instanceof HostException && message.contains("`" + event + "` event");
        return Answer.of(Reply.failed(told ? message : storeFailed));
    }
}
