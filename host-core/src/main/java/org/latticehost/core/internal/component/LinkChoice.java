package org.latticehost.core.internal.component;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.text.WitPackage;

/**
 * {@code wasmcloud:bus/lattice}: a guest chooses which of its links its calls take from now on, in this invocation alone.
 * Thread-safe.
 */
final class LinkChoice {
    private static final String WIT = """
            package wasmcloud:bus@%s;
            interface lattice {
              resource call-target-interface {
                constructor(namespace: string, %%package: string, %%interface: string);
              }
              set-link-name: func(name: string, interfaces: list<call-target-interface>)%s;
            }
            """;

    private final Engine engine;

    LinkChoice(Engine engine) {
        this.engine = engine;
    }

    /** The guest's {@code call-target-interface}. */
    private record Wanted(String interfaceName) {}

    /** All versions that guests ask for; 2.0.0 is served by 2.0.1. */
    List<HostInterface> interfaces() {
        return List.of(
                of(WIT.formatted("1.0.0", ""), false), of(WIT.formatted("2.0.1", " -> result<_, string>"), true));
    }

    private HostInterface of(String wit, boolean tells) {
        return HostInterface.builder(WitPackage.parse(wit).get("lattice"))
                .function(
                        "[constructor]call-target-interface",
                        (call, args) -> new Wanted(args[0] + ":" + args[1] + "/" + args[2]))
                .function("set-link-name", (call, args) -> {
                    Optional<String> problem = choose(call, (String) args[0], (List<?>) args[1]);
                    return tells ? answer(problem) : null;
                })
                .build();
    }

    private static @Nullable Object answer(Optional<String> problem) {
        return problem.isEmpty() ? WitResult.ok() : WitResult.err(problem.get());
    }

    /** Changes all or nothing; says why not. Back to {@code default} is always possible. */
    private Optional<String> choose(HostCall call, String name, List<?> interfaces) {
        Invocation invocation = call.service(Invocation.class)
                .orElseThrow(() ->
                        new HostException(ErrorCode.INTERNAL, "a link chosen outside an invocation of this host"));
        if (!name.equals(Link.DEFAULT_NAME)) {
            for (Object each : interfaces) {
                String wanted = ((Wanted) each).interfaceName;
                if (engine.links().table().route(invocation.componentId(), name, wanted) == null
                        && engine.links()
                                .change(invocation.componentId(), name, wanted)
                                .isEmpty()) {
                    return Optional.of(
                            "interface `" + wanted + "` does not have an existing link with name `" + name + "`");
                }
            }
        }
        interfaces.forEach(each -> invocation.linkName(((Wanted) each).interfaceName, name));
        return Optional.empty();
    }
}
