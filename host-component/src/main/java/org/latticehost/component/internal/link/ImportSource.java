package org.latticehost.component.internal.link;

import java.util.function.Consumer;
import org.latticehost.component.internal.model.ImportDef;
import org.latticehost.host.wit.ResourceType;

/** Supplies the imports of a component that is not nested in another. */
public interface ImportSource {

    /**
     * The value for an import.
     *
     * @param resources numbers the host's resource types in the plan that is being made
     * @throws UnresolvedImport if there is none, or one of another type
     */
    Value find(ImportDef wanted, HostResources resources) throws UnresolvedImport;

    /** Numbers resource types of the host. */
    interface HostResources {

        /** The number of the type; the same for the same object. */
        int number(ResourceType type, Consumer<Object> destructor);
    }

    /** Why an import cannot be satisfied. */
    final class UnresolvedImport extends Exception {
        private static final long serialVersionUID = 1L;

        public UnresolvedImport(String message) {
            super(message, null, false, false);
        }
    }
}
