package org.latticehost.wasi.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.spi.ConfigValues;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.wasi.internal.store.Declarations;

/**
 * {@code wasi:config/store} and its older name {@code runtime}: the values of the service {@link ConfigValues}, as they
 * are at each call. Never an error.
 */
public final class ConfigInterfaces {
    private ConfigInterfaces() {}

    public static List<HostInterface> all() {
        return List.of(config("wasi:config/store@0.2.0-draft"), config("wasi:config/runtime@0.2.0-draft"));
    }

    private static HostInterface config(String name) {
        return HostInterface.builder(Declarations.of(name))
                .function(
                        "get",
                        (call, args) ->
                                WitResult.ok(Optional.ofNullable(values(call).get((String) args[0]))))
                .function("get-all", (call, args) -> {
                    List<List<Object>> pairs = new ArrayList<>();
                    values(call).forEach((key, value) -> pairs.add(List.of(key, value)));
                    return WitResult.ok(pairs);
                })
                .build();
    }

    private static Map<String, String> values(HostCall call) {
        return call.invocation()
                .service(ConfigValues.class)
                .map(ConfigValues::snapshot)
                .orElse(Map.of());
    }
}
