package org.latticehost.wasi.internal.http;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitResult;

/** The functions of the resource {@code request-options}. */
final class OptionFunctions {
    private OptionFunctions() {}

    static void register(HostInterface.Builder b) {
        b.function("[constructor]request-options", (call, args) -> new RequestOptions());
        limit(b, "connect-timeout", RequestOptions::connect, RequestOptions::connect);
        limit(b, "first-byte-timeout", RequestOptions::firstByte, RequestOptions::firstByte);
        limit(b, "between-bytes-timeout", RequestOptions::betweenBytes, RequestOptions::betweenBytes);
    }

    private static void limit(
            HostInterface.Builder b,
            String name,
            Function<RequestOptions, Optional<Long>> get,
            BiConsumer<RequestOptions, Optional<Long>> set) {
        b.function("[method]request-options." + name, (call, args) -> get.apply((RequestOptions) args[0]));
        b.function("[method]request-options.set-" + name, (call, args) -> {
            set.accept((RequestOptions) args[0], ((Optional<?>) args[1]).map(Long.class::cast));
            return WitResult.ok();
        });
    }
}
