package org.latticehost.core.internal.link;

import org.jspecify.annotations.Nullable;

/** What a specification becomes; null to leave it as it is. */
@FunctionalInterface
interface SpecEdit {

    /** @throws org.latticehost.host.error.LinkException if the change does not fit */
    @Nullable ComponentSpec apply(ComponentSpec spec);
}
