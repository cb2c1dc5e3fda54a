package org.latticehost.core.internal.control;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.claims.ComponentClaims;
import org.latticehost.core.internal.component.ComponentTable;
import org.latticehost.core.internal.component.ComponentTable.Prepared;
import org.latticehost.core.internal.component.RunSpec;
import org.latticehost.core.internal.config.ConfigStore;
import org.latticehost.core.internal.config.LiveConfig;
import org.latticehost.core.internal.event.EventPublisher;
import org.latticehost.core.internal.link.LinkStore;
import org.latticehost.core.internal.thread.Lanes;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.model.ComponentDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scale, update and stop of components. Commands for one component keep their order; the outcome is both returned and
 * published. Thread-safe; the work blocks the lane's thread.
 */
final class ComponentCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ComponentCommands.class);

    private final ComponentTable components;
    private final ConfigStore configs;
    private final LinkStore links;
    private final Admittance admittance;
    private final EventPublisher events;
    private final Lanes lanes;

    ComponentCommands(
            ComponentTable components,
            ConfigStore configs,
            LinkStore links,
            Admittance admittance,
            EventPublisher events,
            Lanes lanes) {
        this.components = components;
        this.configs = configs;
        this.links = links;
        this.admittance = admittance;
        this.events = events;
        this.lanes = lanes;
    }

    /** What a scale will do, as far as can be told before it is done; this is the text of the reply over the lattice. */
    String announce(ScaleRequest request) {
        RunSpec wanted = request.spec();
        String running = components.spec(wanted.id()).map(RunSpec::reference).orElse(wanted.reference());
        if (running.equals(wanted.reference())) {
            return "";
        }
        return request.allowUpdate()
                ? "Requested to scale existing component, with a changed image reference: " + running + " != "
                        + wanted.reference()
                        + ". The component will be scaled, and the image reference will be updated afterwards."
                : "Requested to scale existing component to a different image reference: " + running + " != "
                        + wanted.reference() + ". The component will be scaled but the image reference will not be"
                        + " updated. If you meant to update this component to a new image ref, use the update command.";
    }

    /** Scales; empty if the component does not run afterwards. */
    CompletableFuture<Optional<ComponentDescription>> scale(ScaleRequest request) {
        return lanes.submit("component/" + request.spec().id(), () -> {
            Known known = new Known();
            try {
                return doScale(request, known);
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("component_id", request.spec().id())
                        .addKeyValue("error", e.toString())
                        .log("failed to scale component");
                events.tell(
                        "component_scale_failed",
                        EventData.componentScaleFailed(request.hostId(), request.spec(), e, known.claims));
                throw e;
            }
        });
    }

    /** The claims that a failure is reported with: none until they were found good. */
    private static final class Known {
        private Optional<ComponentClaims> claims = Optional.empty();
    }

    /** Stops; fails with code {@code NOT_FOUND} if the component does not run. */
    CompletableFuture<@Nullable Void> stop(String id, String hostId) {
        return lanes.submit("component/" + id, () -> {
            Optional<ComponentClaims> claims = components.claims(id);
            RunSpec stopped = components
                    .stop(id)
                    .orElseThrow(() -> new CommandException(
                            ErrorCode.NOT_FOUND, "component '" + id + "' does not run on this host, nothing to stop"));
            LOG.atInfo().addKeyValue("component_id", id).log("component stopped");
            events.tell("component_scaled", EventData.componentScaled(hostId, stopped, 0, claims));
            return null;
        });
    }

    /** Replaces the code; fails, and leaves everything as it was, if the new one cannot be loaded. */
    CompletableFuture<ComponentDescription> update(ScaleRequest.Update request) {
        return lanes.submit("component/" + request.componentId(), () -> {
            RunSpec running = running(request.componentId());
            Map<String, String> annotations = request.annotations().orElse(running.annotations());
            return doUpdate(running, request, annotations);
        });
    }

    /** How a component runs. */
    RunSpec running(String id) {
        return components
                .spec(id)
                .orElseThrow(() -> new CommandException(ErrorCode.NOT_FOUND, "component " + id + " not found"));
    }

    private Optional<ComponentDescription> doScale(ScaleRequest request, Known known) {
        RunSpec running = components.spec(request.spec().id()).orElse(null);
        RunSpec wanted = running == null || request.embedder()
                ? request.spec()
                : request.spec().withLocalPartsOf(running);
        if (running == null && wanted.maxInstances() > 0) {
            return Optional.of(start(request, known));
        }
        Optional<ComponentClaims> claims = components.claims(wanted.id());
        if (wanted.maxInstances() > 0) {
            claims.ifPresent(admittance::check);
        }
        known.claims = claims;
        admittance.permit(wanted, claims);
        if (running == null || wanted.maxInstances() == 0) {
            RunSpec ended = components.stop(wanted.id()).orElse(wanted);
            events.tell("component_scaled", EventData.componentScaled(request.hostId(), ended, 0, claims));
            return Optional.empty();
        }
        ComponentDescription now = rescale(running, wanted.withReference(running.reference()));
        events.tell(
                "component_scaled",
                EventData.componentScaled(request.hostId(), running, wanted.maxInstances(), claims));
        if (request.allowUpdate() && !running.reference().equals(wanted.reference())) {
            now = doUpdate(
                    wanted.withReference(running.reference()),
                    new ScaleRequest.Update(
                            wanted.id(),
                            request.artifact(),
                            Optional.of(wanted.annotations()),
                            request.hostId(),
                            request.embedder()),
                    wanted.annotations());
        }
        return Optional.of(now);
    }

    private ComponentDescription start(ScaleRequest request, Known known) {
        RunSpec spec = request.spec();
        Admittance.Binary binary = admittance.fetch(spec, request.artifact(), request.embedder());
        known.claims = binary.claims();
        admittance.permit(spec, binary.claims());
        LiveConfig config = config(spec);
        Prepared prepared = null;
        ComponentDescription started;
        try {
            prepared = components.prepare(spec, binary.wasm(), binary.claims());
            admittance.store(binary.claims());
            links.ensureSpec(spec.id(), spec.reference());
            started = components.start(spec, config, prepared);
        } catch (RuntimeException e) {
            config.close();
            if (prepared != null) {
                prepared.discard();
            }
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("component_id", spec.id())
                .addKeyValue("component_ref", spec.reference())
                .addKeyValue("max_instances", spec.maxInstances())
                .addKeyValue("engine", started.engine())
                .log("component started");
        events.tell(
                "component_scaled",
                EventData.componentScaled(request.hostId(), spec, spec.maxInstances(), binary.claims()));
        return started;
    }

    private ComponentDescription rescale(RunSpec running, RunSpec wanted) {
        if (wanted.sameRun(running)) {
            return components.description(wanted.id()).orElseThrow();
        }
        Optional<LiveConfig> config = components.needsConfig(wanted) ? Optional.of(config(wanted)) : Optional.empty();
        ComponentDescription now;
        try {
            Optional<Prepared> prepared =
                    components.needsRelink(wanted) ? Optional.of(components.prepareAgain(wanted)) : Optional.empty();
            now = components.change(wanted, config, prepared);
        } catch (RuntimeException e) {
            config.ifPresent(LiveConfig::close);
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("component_id", wanted.id())
                .addKeyValue("max_instances", wanted.maxInstances())
                .log("component scaled");
        return now;
    }

    private ComponentDescription doUpdate(
            RunSpec running, ScaleRequest.Update request, Map<String, String> annotations) {
        String reference = request.artifact().reference();
        boolean sameReference = running.reference().equals(reference);
        if (sameReference && !request.embedder()) {
            return components.description(running.id()).orElseThrow();
        }
        RunSpec next = running.updatedTo(reference, annotations);
        Admittance.Binary binary = admittance.fetch(next, request.artifact(), request.embedder());
        Prepared prepared = components.prepare(next, binary.wasm(), binary.claims());
        if (sameReference
                && prepared.digest().equals(components.digest(running.id()).orElse(""))) {
            prepared.discard(); // the file has not changed
            LOG.atInfo().addKeyValue("component_id", running.id()).log("component already updated");
            return components.description(running.id()).orElseThrow();
        }
        try {
            admittance.store(binary.claims());
        } catch (RuntimeException e) {
            prepared.discard();
            throw e;
        }
        ComponentDescription now = components.change(next, Optional.empty(), Optional.of(prepared));
        LOG.atInfo()
                .addKeyValue("component_id", next.id())
                .addKeyValue("component_ref", next.reference())
                .log("component updated");
        // One event with the new reference: a second one with 0 instances would make schedulers forget the component.
        events.tell(
                "component_scaled",
                EventData.componentScaled(request.hostId(), next, next.maxInstances(), binary.claims()));
        return now;
    }

    private LiveConfig config(RunSpec spec) {
        try {
            return configs.live(spec.config(), spec.configValues(), () -> {});
        } catch (HostException e) {
            throw new CommandException(e.code(), "Unable to fetch requested config: " + e.getMessage(), e);
        }
    }
}
