package org.latticehost.providers.internal.http;

import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ResolvedLink;

/** Turns links into routes; one implementation for each kind of routing mode. Confined to the provider's calls. */
interface Router {

    /**
     * @throws org.latticehost.host.error.HostException if the link cannot be served; nothing of it remains then
     */
    void add(ResolvedLink link);

    /** Harmless for a link that was never added. */
    void remove(Link link);

    /**
     * A link in the place of another, without a gap where that is possible.
     *
     * @throws org.latticehost.host.error.HostException as {@link #add} does; nothing of both remains then
     */
    void replace(Link before, ResolvedLink after);

    /** What tells the links of one provider apart. */
    record Key(String target, String linkName) {
        static Key of(Link link) {
            return new Key(link.target(), link.name());
        }
    }
}
