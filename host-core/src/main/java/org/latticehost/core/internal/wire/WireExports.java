package org.latticehost.core.internal.wire;

import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.WitInterface;

/**
 * How exports travel whose functions take resources that the component imports: as functions of another interface, which
 * has none. So far {@code wasi:keyvalue/watcher}, where a bucket is its name. Callers on this host use the same names.
 */
public final class WireExports {
    private static final String WATCHER_ON_WIRE =
            WireInterfaces.KEYVALUE_WATCHER.name().withoutVersion();

    private WireExports() {}

    /** The interface under which an export is called; itself, as most are. */
    public static WitInterface onWire(WitInterface exported) {
        return exported.name().withoutVersion().equals(KeyValueForm.WATCHER) ? KeyValueForm.named(exported) : exported;
    }

    /**
     * Whether calls to that interface are for an export of another name, and their arguments have to become what it takes.
     *
     * @param interfaceName with or without version
     */
    public static boolean onWire(String interfaceName) {
        return interfaceName.startsWith(WATCHER_ON_WIRE)
                && (interfaceName.length() == WATCHER_ON_WIRE.length()
                        || interfaceName.charAt(WATCHER_ON_WIRE.length()) == '@');
    }

    /** The export that such calls are for, with the version of the call if it has one. */
    public static String exported(String interfaceName) {
        return KeyValueForm.WATCHER + interfaceName.substring(WATCHER_ON_WIRE.length());
    }

    /** What the export takes for the arguments of such a call. */
    public static Object[] arguments(Object[] args) {
        return KeyValueForm.withBucket(args);
    }
}
