package org.latticehost.wasi.internal.preview1;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitVariant;

/**
 * The functions of WASI 0.2, by name. Everything an older module does goes through them, so that the same grants and limits
 * hold for it as for a component. Immutable.
 */
final class Wasi {
    static final String FILES = "wasi:filesystem/types";
    static final String STREAMS = "wasi:io/streams";

    private final Map<String, Map<String, HostFunction>> functions = new HashMap<>();

    Wasi(List<HostInterface> all) {
        for (HostInterface offered : all) {
            Map<String, HostFunction> byName = new HashMap<>();
            for (String name : offered.type().functions().keySet()) {
                HostFunction function = offered.function(name);
                if (function != null) {
                    byName.put(name, function);
                }
            }
            String full = offered.name().toString();
            functions.put(full.substring(0, full.indexOf('@') < 0 ? full.length() : full.indexOf('@')), byName);
        }
    }

    /** Calls a function that always has a result. */
    Object call(HostCall call, String interfaceName, String function, Object... args) throws Exception {
        Map<String, HostFunction> offered = functions.getOrDefault(interfaceName, Map.of());
        HostFunction body = Objects.requireNonNull(offered.get(function), function);
        return Objects.requireNonNull(body.call(call, args), function);
    }

    /** Calls a method of a descriptor; what it answers if all went well. */
    @Nullable Object file(HostCall call, String method, Object... args) throws Exception {
        return payload(call(call, FILES, "[method]descriptor." + method, args));
    }

    /** Of a {@code result} with an {@code error-code} of files. */
    static @Nullable Object payload(Object answer) throws Errno {
        WitResult result = (WitResult) answer;
        if (!result.isOk()) {
            throw Errno.of((WitEnum) Objects.requireNonNull(result.payload()));
        }
        return result.payload();
    }

    /** The same for a method with a result. */
    Object fileResult(HostCall call, String method, Object... args) throws Exception {
        return Objects.requireNonNull(file(call, method, args), method);
    }

    /** Calls a method of a stream; fails with {@link Errno#PIPE} if the stream is closed. */
    @Nullable Object stream(HostCall call, String method, Object... args) throws Exception {
        WitResult result = (WitResult) call(call, STREAMS, "[method]" + method, args);
        if (result.isOk()) {
            return result.payload();
        }
        WitVariant error = (WitVariant) Objects.requireNonNull(result.payload());
        throw new Errno(error.name().equals("closed") ? Errno.PIPE : Errno.IO);
    }
}
