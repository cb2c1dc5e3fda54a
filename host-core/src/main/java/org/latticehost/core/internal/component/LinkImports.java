package org.latticehost.core.internal.component;

import java.util.Optional;
import java.util.Set;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ImportResolver;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;

/**
 * Answers the imports of one component that nothing else offers: with calls over its links, looked up at each call. So a
 * component starts before its links are made, and a changed link takes effect at once. Thread-safe.
 */
final class LinkImports implements ImportResolver {
    /** Packages that a runtime has or has not: a link could not give a guest a clock. */
    private static final Set<String> RUNTIME_PACKAGES =
            Set.of("io", "clocks", "random", "cli", "filesystem", "sockets");

    private final String componentId;
    private final LinkRouter router;

    LinkImports(String componentId, LinkRouter router) {
        this.componentId = componentId;
        this.router = router;
    }

    @Override
    public Optional<HostInterface> resolve(WitInterface wanted) {
        if (wanted.name().namespace().equals("wasi")
                && RUNTIME_PACKAGES.contains(wanted.name().packageName())) {
            return Optional.empty();
        }
        LinkRouter.Route route = router.route(componentId, wanted);
        HostInterface.Builder builder = HostInterface.builder(wanted);
        wanted.functions()
                .forEach((name, type) -> builder.function(name, (call, args) -> route.call(call, name, type, args)));
        wanted.resources().keySet().forEach(resource -> builder.destructor(resource, o -> route.drop(resource, o)));
        return Optional.of(builder.build());
    }

    @Override
    public Optional<HostFunction> resolve(String rootFunction, FunctionType type) {
        return Optional.of((call, args) -> {
            throw new LinkException(
                    ErrorCode.NO_LINK,
                    "component '" + componentId + "' called '" + rootFunction
                            + "', a function outside any interface: no link can lead to it");
        });
    }
}
