package org.latticehost.core.internal.component;

import java.util.Locale;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.Link;

/** Which way the calls over a link take. */
enum CallPath {
    /** Directly if the target runs on this host, else over the lattice. */
    AUTO,
    /** Directly, and only then. */
    LOCAL,
    /** Over the lattice, to any host that runs the target, this one included. */
    LATTICE;

    /** The key in the configuration of the link's source. */
    private static final String KEY = "call_path";

    /** What the link's configuration says at this moment. */
    static CallPath of(Link link, LocalProviders providers) {
        if (link.sourceConfig().isEmpty()) {
            return AUTO;
        }
        String said = providers.sourceConfig(link).get(KEY);
        if (said == null) {
            return AUTO;
        }
        return switch (said.strip().toLowerCase(Locale.ROOT)) {
            case "auto" -> AUTO;
            case "local" -> LOCAL;
            case "lattice" -> LATTICE;
            default ->
                throw new LinkException("the configuration of link " + link + " says " + KEY + " = '" + said
                        + "'; it must be 'auto', 'local' or 'lattice'");
        };
    }

    /** Fails where only this host may be called, and the target does not run here. */
    void requireElsewhere(Link link) {
        if (this == LOCAL) {
            throw new LinkException(
                    ErrorCode.NO_RESPONDERS,
                    "'" + link.target() + "' does not run on this host, and link " + link
                            + " leads to no other: its configuration says " + KEY + " = 'local'");
        }
    }
}
