package org.latticehost.core.internal.component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.InstancePolicy;

/**
 * How a component is to run, or runs. Immutable.
 *
 * @param id its id
 * @param reference the artifact, as it was asked for
 * @param maxInstances calls at once
 * @param config names of configuration, in order
 * @param configValues own configuration, wins over named
 * @param annotations as given
 * @param limits its own limits
 * @param grants what WASI may give it
 * @param policy which instance serves a call
 * @param engine the engine asked for, if any
 */
public record RunSpec(
        String id,
        String reference,
        long maxInstances,
        List<String> config,
        Map<String, String> configValues,
        Map<String, String> annotations,
        ComponentLimits limits,
        ComponentGrants grants,
        InstancePolicy policy,
        Optional<String> engine) {

    /** The same with another artifact and annotations. */
    public RunSpec updatedTo(String newReference, Map<String, String> newAnnotations) {
        return new RunSpec(
                id, newReference, maxInstances, config, configValues, newAnnotations, limits, grants, policy, engine);
    }

    /** The same, still from the artifact of another one. */
    public RunSpec withReference(String otherReference) {
        return updatedTo(otherReference, annotations);
    }

    /** The same with everything that only the Java program can ask for as another one has it. */
    public RunSpec withLocalPartsOf(RunSpec other) {
        return new RunSpec(
                id,
                reference,
                maxInstances,
                config,
                other.configValues,
                annotations,
                limits,
                other.grants,
                other.policy,
                other.engine);
    }

    /** Whether the same linked code serves both. */
    boolean sameServing(RunSpec other) {
        return limits.maxMemoryBytes().equals(other.limits.maxMemoryBytes())
                && grants == other.grants
                && policy.equals(other.policy);
    }

    /** Whether the same merged configuration serves both. */
    boolean sameConfig(RunSpec other) {
        return config.equals(other.config) && configValues.equals(other.configValues);
    }

    /** Whether a scale from one to the other changes nothing but maybe the reference. */
    public boolean sameRun(RunSpec other) {
        return maxInstances == other.maxInstances
                && sameServing(other)
                && sameConfig(other)
                && limits.equals(other.limits)
                && annotations.equals(other.annotations);
    }
}
