package org.latticehost.wasi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.latticehost.host.error.GuestExitException;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.spi.WasmRuntimeFactory;
import org.latticehost.host.wit.WitResult;

/** Real components on one engine; compiled once for all tests. Names with a slash are those of the repository's fixtures. */
final class Components {
    private static final Map<String, Components> BY_ENGINE = new ConcurrentHashMap<>();

    private final WasmRuntime runtime;
    private final Map<String, CompiledComponent> compiled = new ConcurrentHashMap<>();

    private Components(String engine) {
        runtime = ServiceLoader.load(WasmRuntimeFactory.class)
                .findFirst()
                .orElseThrow()
                .create(new RuntimeSettings(Optional.of(engine), Optional.empty(), 50L << 20, 256L << 20));
    }

    static Components on(String engine) {
        return BY_ENGINE.computeIfAbsent(engine, Components::new);
    }

    LinkedComponent link(String name, ComponentGrants grants) {
        return compiled.computeIfAbsent(name, n -> runtime.compile(bytes(n), Optional.empty()))
                .link(LinkOptions.builder().grants(grants).build());
    }

    /** Runs a command; its exit status as a shell would see it. */
    int run(String name, InvocationContext invocation, ComponentGrants grants) {
        try (LinkedComponent linked = link(name, grants);
                ComponentInstance instance = linked.instantiate(invocation)) {
            ExportedFunction run = linked.compiled()
                    .world()
                    .exported("wasi:cli/run")
                    .flatMap(i -> linked.export(i.name().toString(), "run"))
                    .orElseThrow();
            Object result = instance.call(invocation, run);
            return result instanceof WitResult r && r.isOk() ? 0 : 1;
        } catch (GuestExitException e) {
            return e.status();
        }
    }

    static ComponentGrants.Builder arguments(String... args) {
        return ComponentGrants.builder().arguments(List.of(args));
    }

    private static byte[] bytes(String name) {
        Path fixture = Path.of("../fixtures", name + ".wasm");
        try (InputStream in = Files.exists(fixture)
                ? Files.newInputStream(fixture)
                : Components.class.getResourceAsStream("/components/" + name + ".wasm")) {
            if (in == null) {
                throw new IllegalArgumentException("no component '" + name + "'");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
