package org.latticehost.wasi.internal.logging;

import java.util.List;
import org.latticehost.host.spi.GuestOutput;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.wasi.internal.store.Declarations;

/** {@code wasi:logging/logging}, with and without a version. Lines go to {@link GuestOutput#log}. */
public final class LoggingInterfaces {
    /** Longest context, in characters; more is cut off. */
    static final int MAX_CONTEXT = 1 << 10;

    /** Longest message, in characters; more is cut off. */
    static final int MAX_MESSAGE = 64 << 10;

    private LoggingInterfaces() {}

    public static List<HostInterface> all() {
        return List.of(logging("wasi:logging/logging"), logging("wasi:logging/logging@0.1.0-draft"));
    }

    private static HostInterface logging(String name) {
        return HostInterface.builder(Declarations.of(name))
                .function("log", (call, args) -> {
                    log(call, ((WitEnum) args[0]).label(), (String) args[1], (String) args[2]);
                    return null;
                })
                .build();
    }

    private static void log(HostCall call, String level, String context, String message) {
        call.invocation()
                .service(GuestOutput.class)
                .ifPresent(output -> output.log(level, cut(context, MAX_CONTEXT), cut(message, MAX_MESSAGE)));
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "…";
    }
}
