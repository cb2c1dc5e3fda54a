package org.latticehost.component.internal.runtime;

import java.util.List;
import java.util.Locale;
import org.latticehost.component.internal.abi.HostFailure;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.GuestExit;
import org.latticehost.component.spi.TrapKind;
import org.latticehost.host.error.GuestExitException;
import org.latticehost.host.error.GuestTrapException;

/** Turns what unwinds a guest into what its caller sees. */
final class Failures {
    private Failures() {}

    static RuntimeException toCaller(Throwable failure) {
        if (failure instanceof GuestExit exit) {
            return new GuestExitException(exit.status(), exit);
        }
        if (failure instanceof CoreTrapException trap) {
            return new GuestTrapException(name(trap.kind()), String.valueOf(trap.getMessage()), trap.backtrace(), trap);
        }
        if (failure instanceof HostFailure host) {
            return new GuestTrapException("host-error", String.valueOf(host.getMessage()), List.of(), host.failure());
        }
        if (failure instanceof StackOverflowError) {
            return new GuestTrapException(
                    name(TrapKind.STACK_OVERFLOW), "the guest used up the stack", List.of(), failure);
        }
        return new GuestTrapException(
                name(TrapKind.OTHER), "the call failed in the host: " + failure, List.of(), failure);
    }

    private static String name(TrapKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
