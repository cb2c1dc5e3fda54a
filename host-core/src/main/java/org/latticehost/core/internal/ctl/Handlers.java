package org.latticehost.core.internal.ctl;

import java.util.HashMap;
import java.util.Map;

/** All operations of the control interface. */
final class Handlers {
    private Handlers() {}

    /** By operation; a dot at the end where an argument follows. */
    static Map<String, Handler> of(ControlHost host) {
        Map<String, Handler> all = new HashMap<>();
        new HostRequests(host).addTo(all);
        new Auctions(host).addTo(all);
        new ComponentRequests(host.commands()).addTo(all);
        new ProviderRequests(host.commands()).addTo(all);
        new LinkRequests(host.commands()).addTo(all);
        new ConfigRequests(host.commands()).addTo(all);
        new RegistryRequests(host.commands()).addTo(all);
        return all;
    }
}
