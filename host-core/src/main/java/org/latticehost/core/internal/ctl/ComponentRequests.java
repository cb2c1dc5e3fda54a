package org.latticehost.core.internal.ctl;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.component.RunSpec;
import org.latticehost.core.internal.control.Commands;
import org.latticehost.core.internal.control.ScaleRequest;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.InstancePolicy;

/** {@code component.scale} and {@code component.update}: acknowledged first, then done; events tell how that went. */
final class ComponentRequests {
    private static final long MIN_MEMORY = 65_536;
    private static final long MAX_MEMORY = 1L << 32;
    private static final long MAX_SECONDS = Duration.ofDays(30).toSeconds();

    private final Commands commands;

    ComponentRequests(Commands commands) {
        this.commands = commands;
    }

    void addTo(Map<String, Handler> handlers) {
        handlers.put(
                "component.scale.",
                Handler.reading("failed to deserialize component scale command", Requests.Scale::read, this::scale));
        handlers.put(
                "component.update.",
                Handler.reading("failed to deserialize component update command", Requests.Update::read, this::update));
    }

    private CompletionStage<Answer> scale(ControlRequest request, Requests.Scale body) {
        ScaleRequest wanted = new ScaleRequest(
                new RunSpec(
                        body.componentId(),
                        body.reference(),
                        body.count(),
                        body.config(),
                        Map.of(),
                        body.annotations().orElse(Map.of()),
                        body.limits().map(ComponentRequests::limits).orElse(ComponentLimits.none()),
                        ComponentGrants.none(),
                        InstancePolicy.freshPerCall(),
                        Optional.empty()),
                artifact(body.reference()),
                body.allowUpdate(),
                body.hostId(),
                false);
        return Answer.then(
                Reply.done(commands.announce(wanted)),
                () -> commands.scale(wanted, request.telemetry()).done());
    }

    private CompletionStage<Answer> update(ControlRequest request, Requests.Update body) {
        String id = body.componentId();
        String running = commands.runningReference(id);
        if (running.equals(body.reference())) {
            return Answer.now(Reply.done("component " + id + " already updated to " + running));
        }
        ScaleRequest.Update wanted = new ScaleRequest.Update(
                id, artifact(body.reference()), Optional.of(body.annotations().orElse(Map.of())), body.hostId(), false);
        return Answer.then(
                Reply.done("component " + id + " updating from " + running + " to " + body.reference()),
                () -> commands.update(wanted, request.telemetry()));
    }

    /** A blank reference cannot be fetched, which the events will say; an artifact needs some name. */
    private static Artifact artifact(String reference) {
        return Artifact.reference(reference.isBlank() ? "(no reference)" : reference);
    }

    /** What is no number, or has another name, is ignored; what is out of bounds is the nearest bound. */
    private static ComponentLimits limits(Map<String, String> given) {
        ComponentLimits limits = ComponentLimits.none();
        Optional<Long> memory = number(given.get("max_memory_limit"));
        if (memory.isPresent()) {
            limits = limits.maxMemoryBytes(Math.max(MIN_MEMORY, Math.min(MAX_MEMORY, memory.get())));
        }
        Optional<Long> seconds = number(given.get("max_execution_time"));
        if (seconds.isPresent()) {
            limits = limits.maxExecutionTime(Duration.ofSeconds(Math.max(1, Math.min(MAX_SECONDS, seconds.get()))));
        }
        return limits;
    }

    private static Optional<Long> number(@Nullable String text) {
        if (text == null || !text.matches("\\+?[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text));
    }
}
