package org.latticehost.core.internal.control;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.latticehost.core.internal.claims.ClaimsTable;
import org.latticehost.core.internal.claims.ComponentClaims;
import org.latticehost.core.internal.component.RunSpec;
import org.latticehost.core.internal.policy.PolicyGate;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.model.Artifact;

/**
 * Decides whether a component may run here: by the claims in its binary, which may be absent but not wrong, and by policy.
 * Thread-safe; blocks.
 */
final class Admittance {
    private final Artifacts artifacts;
    private final PolicyGate policy;
    private final ClaimsTable claims;
    private final Clock clock;

    Admittance(Artifacts artifacts, PolicyGate policy, ClaimsTable claims, Clock clock) {
        this.artifacts = artifacts;
        this.policy = policy;
        this.claims = claims;
        this.clock = clock;
    }

    /** A component as it was fetched, with what is claimed about it. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Binary(byte[] wasm, Optional<ComponentClaims> claims) {}

    /**
     * Fetches a component.
     *
     * @throws ComponentLoadException if its claims are unreadable, about another binary, or not
     *     valid now
     */
    Binary fetch(RunSpec wanted, Artifact artifact, boolean embedder) {
        byte[] wasm = artifacts.fetch(artifact, embedder);
        Optional<ComponentClaims> found = claims(wanted, wasm);
        found.ifPresent(this::check);
        return new Binary(wasm, found);
    }

    private static Optional<ComponentClaims> claims(RunSpec wanted, byte[] wasm) {
        try {
            return ComponentClaims.in(wasm);
        } catch (ComponentLoadException e) {
            throw e.in("component '" + wanted.id() + "' (" + wanted.reference() + ")");
        }
    }

    /** Refuses claims that are not valid now. */
    void check(ComponentClaims found) {
        found.check(clock.instant());
    }

    /** Refuses what policy denies. */
    void permit(RunSpec wanted, Optional<ComponentClaims> found) {
        if (!policy.permitsAll()) {
            policy.startComponent(
                    wanted.id(),
                    wanted.reference(),
                    wanted.maxInstances(),
                    wanted.annotations(),
                    found.map(it -> it.forPolicy(clock.instant())).orElse(Map.of()));
        }
    }

    /** Lets all hosts know what is claimed. */
    void store(Optional<ComponentClaims> found) {
        found.ifPresent(claims::store);
    }
}
