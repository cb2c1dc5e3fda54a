package org.latticehost.core.internal.control;

import java.util.Map;
import java.util.Optional;
import org.latticehost.core.internal.component.RunSpec;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ScaleCommand;

/**
 * A wish to run a component, from Java or from the lattice.
 *
 * @param spec how it is to run; with no instances it is to stop
 * @param artifact its code
 * @param allowUpdate whether other code than the running one replaces it
 * @param hostId the host id that events repeat
 * @param embedder whether the Java program asks
 */
public record ScaleRequest(RunSpec spec, Artifact artifact, boolean allowUpdate, String hostId, boolean embedder) {

    /** The wish of the Java program. */
    public static ScaleRequest of(ScaleCommand command, String hostId) {
        RunSpec spec = new RunSpec(
                command.componentId(),
                command.artifact().reference(),
                command.maxInstances(),
                command.config(),
                command.configValues(),
                command.annotations(),
                command.limits(),
                command.grants(),
                command.instancePolicy(),
                command.engine());
        return new ScaleRequest(spec, command.artifact(), command.allowUpdate(), hostId, true);
    }

    /**
     * A wish to replace the code of a component.
     *
     * @param annotations new ones, or empty to keep those it has
     * @param hostId the host id that events repeat
     * @param embedder whether the Java program asks: the same reference is then loaded again if its content differs
     */
    public record Update(
            String componentId,
            Artifact artifact,
            Optional<Map<String, String>> annotations,
            String hostId,
            boolean embedder) {}
}
