package org.latticehost.core.internal.ctl;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.latticehost.core.internal.control.Commands;
import org.latticehost.host.model.StartProvider;

/** {@code provider.start}, acknowledged before it is done, and {@code provider.stop}, afterwards. */
final class ProviderRequests {
    /** To these, hosts without that provider do not answer at all. */
    private static final Set<String> SILENT_BUILTINS =
            Set.of(StartProvider.BUILTIN_SCHEME + "http-server", StartProvider.BUILTIN_SCHEME + "messaging-nats");

    private final Commands commands;

    ProviderRequests(Commands commands) {
        this.commands = commands;
    }

    void addTo(Map<String, Handler> handlers) {
        handlers.put(
                "provider.start.",
                Handler.reading(
                        "failed to deserialize provider start command", Requests.ProviderStart::read, this::start));
        handlers.put(
                "provider.stop.",
                Handler.reading(
                        "failed to deserialize provider stop command", Requests.ProviderStop::read, this::stop));
    }

    private CompletionStage<Answer> start(ControlRequest request, Requests.ProviderStart body) {
        commands.checkProviderFree(body.providerId());
        if (SILENT_BUILTINS.contains(body.reference()) && !commands.offersProvider(body.reference())) {
            return Answer.silence();
        }
        return Answer.then(Reply.done("successfully started provider"), () -> started(request, body));
    }

    private CompletionStage<?> started(ControlRequest request, Requests.ProviderStart body) {
        StartProvider command;
        try {
            command = StartProvider.of(body.providerId(), body.reference()).config(body.config());
        } catch (IllegalArgumentException e) {
            commands.providerStartFailed(body.providerId(), body.reference(), body.hostId(), e);
            return CompletableFuture.failedFuture(e);
        }
        for (Map.Entry<String, String> each :
                body.annotations().orElse(Map.of()).entrySet()) {
            command = command.annotation(each.getKey(), each.getValue());
        }
        return commands.startProvider(command, body.hostId(), request.telemetry());
    }

    private CompletionStage<Answer> stop(ControlRequest request, Requests.ProviderStop body) {
        return commands.stopProvider(body.providerId(), body.hostId(), request.telemetry())
                .thenApply(done -> Answer.of(Reply.done("successfully stopped provider")));
    }
}
