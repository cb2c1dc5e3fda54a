package org.latticehost.component.internal.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.component.internal.validate.ImportNames;
import org.latticehost.host.spi.HostInterface;

/** Interfaces of the host, found by the names that components import. Immutable. */
final class OfferedInterfaces {
    private final Map<String, HostInterface> byName = new HashMap<>();
    private final ImportNames names;

    OfferedInterfaces(List<HostInterface> interfaces) {
        interfaces.forEach(i -> byName.put(i.name().toString(), i));
        names = new ImportNames(byName.keySet());
    }

    Optional<HostInterface> find(String imported) {
        return names.find(imported).map(byName::get);
    }
}
