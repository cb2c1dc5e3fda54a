package org.latticehost.component.internal.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.latticehost.component.internal.fuzz.ShortRun;
import org.latticehost.component.internal.link.HostImports;
import org.latticehost.component.internal.link.Linker;
import org.latticehost.component.internal.link.Worlds;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ImportResolver;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;

/** Any bytes are a component, or end in an error with an offset within them. */
class ComponentReaderFuzzTest {
    private static final byte[] COMPONENT = {0, 'a', 's', 'm', 13, 0, 1, 0};

    @FuzzTest
    void readsOrRefuses(byte[] bytes) {
        check(bytes);
    }

    @FuzzTest
    void readsOrRefusesSections(byte[] sections) {
        byte[] bytes = Arrays.copyOf(COMPONENT, COMPONENT.length + sections.length);
        System.arraycopy(sections, 0, bytes, COMPONENT.length, sections.length);
        check(bytes);
    }

    @Test
    void keepsThatForMutationsOfComponents() throws IOException {
        List<byte[]> components = new ArrayList<>();
        for (String folder : List.of("/fixtures/wat", "/fixtures/hostile", "/components")) {
            Path root = Path.of("src/test/resources" + folder);
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".wasm")).toList()) {
                    components.add(Files.readAllBytes(file));
                }
            }
        }
        assertThat(components).hasSizeGreaterThan(50);
        ShortRun.mutations(components, this::readsOrRefuses);
    }

    private static void check(byte[] bytes) {
        try {
            ComponentDef component = ComponentReader.read(bytes);
            if (Worlds.of(component) == null) {
                throw new AssertionError("nothing was read");
            }
            link(component);
        } catch (ComponentLoadException expected) {
            long offset = expected.offset().orElseThrow();
            if (offset < 0 || offset > bytes.length) {
                throw new AssertionError("offset " + offset + " of " + bytes.length + " bytes", expected);
            }
        }
    }

    /** What is valid can be linked, or is refused with a typed error: no host can supply components or modules. */
    private static void link(ComponentDef component) {
        try {
            Linker.link(component, new HostImports(List.of(), List.of(), new Anything()));
        } catch (ComponentLoadException expected) {
            if (expected.getMessage() == null || expected.getMessage().isEmpty()) {
                throw new AssertionError("an error without a message", expected);
            }
        }
    }

    /** Offers what is asked for. */
    private static final class Anything implements ImportResolver {
        @Override
        public Optional<HostInterface> resolve(WitInterface wanted) {
            return Optional.of(HostInterface.builder(wanted).build());
        }

        @Override
        public Optional<HostFunction> resolve(String rootFunction, FunctionType type) {
            return Optional.of((call, args) -> null);
        }
    }
}
