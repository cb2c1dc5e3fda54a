package org.latticehost.host.spi;

import java.util.Optional;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;

/**
 * Supplies imports that nobody offers by name: the host answers them with calls over links. Called while linking, on
 * the linking thread.
 */
public interface ImportResolver {

    /** Resolves nothing. */
    ImportResolver NONE = new ImportResolver() {
        @Override
        public Optional<HostInterface> resolve(WitInterface wanted) {
            return Optional.empty();
        }

        @Override
        public Optional<HostFunction> resolve(String rootFunction, FunctionType type) {
            return Optional.empty();
        }
    };

    /**
     * An implementation of the interface, with exactly the wanted types (build it with
     * {@code HostInterface.builder(wanted)}), or empty: then linking fails.
     */
    Optional<HostInterface> resolve(WitInterface wanted);

    /** An implementation of a function imported at the root, or empty. */
    Optional<HostFunction> resolve(String rootFunction, FunctionType type);
}
