package org.latticehost.core.internal.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.WitInterface;

/**
 * How the calls of an imported interface travel that has resources: as calls of another interface, which has none. The
 * resources are ours then. Thread-safe.
 */
public interface WireForm {

    /** The form of an interface; empty if it travels under its own name, as most do. */
    static Optional<WireForm> of(WitInterface imported) {
        String name = imported.name().withoutVersion();
        if (KeyValueForm.INTERFACES.contains(name)) {
            return Optional.of(new KeyValueForm(imported));
        }
        return name.startsWith("wasi:blobstore/") ? Optional.of(new BlobForm()) : Optional.empty();
    }

    /**
     * The interface whose link a call under such a name takes.
     *
     * @param instance a name on the wire, with version
     * @return without version
     */
    static String linked(String instance) {
        String name =
                InterfaceName.parse(instance).map(InterfaceName::withoutVersion).orElse(instance);
        return name.startsWith("wrpc:") ? "wasi:" + name.substring("wrpc:".length()) : name;
    }

    /**
     * Answers a guest's call.
     *
     * @param type of the imported function
     * @param calls the way to the link's target
     */
    @Nullable Object call(HostCall call, String function, FunctionType type, Object[] args, WireCalls calls) throws Exception;

    /** A guest dropped a resource; false if it was none of ours. */
    boolean drop(Object resource);
}
