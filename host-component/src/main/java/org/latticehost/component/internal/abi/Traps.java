package org.latticehost.component.internal.abi;

import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;

/** Makes traps of the component level. */
public final class Traps {
    private Traps() {}

    /** A rule of the Component Model was broken. */
    public static CoreTrapException broken(String message) {
        return new CoreTrapException(TrapKind.COMPONENT, message);
    }

    static CoreTrapException limit(String message) {
        return new CoreTrapException(TrapKind.LIMIT, message);
    }

    static void checkAligned(int pointer, int alignment) {
        if ((pointer & (alignment - 1)) != 0) {
            throw broken("unaligned pointer: 0x" + Integer.toHexString(pointer) + " is no multiple of " + alignment);
        }
    }
}
