package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.spi.WasmRuntimeFactory;

class BuilderTest {
    @Test
    void namesTheRuntimesToAddWhenThereIsNone() {
        assertThatThrownBy(() -> WasmCloudHost.builder().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("no WasmRuntime found; add host-endive or host-wasmtime");
    }

    @Test
    void asksForAChoiceBetweenSeveralRuntimes(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(WasmRuntimeFactory.class.getName()),
                First.class.getName() + "\n" + Second.class.getName() + "\n");
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            current.setContextClassLoader(loader);
            assertThatThrownBy(() -> WasmCloudHost.builder().build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("several WasmRuntimes found [first, second]; call builder.runtime(..)");
        } finally {
            current.setContextClassLoader(before);
        }
    }

    @Test
    void refusesTwoProvidersOfOneName() {
        assertThatThrownBy(() -> WasmCloudHost.builder()
                        .runtime(new FakeRuntime())
                        .provider(new Named())
                        .provider(new Named())
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two providers are named 'named'");
    }

    @Test
    void refusesOneTransportForTwoHosts() {
        WasmCloudHostBuilder builder = WasmCloudHost.builder()
                .runtime(new FakeRuntime())
                .transport(InMemoryLattice.create("x").transport());
        try (WasmCloudHost first = builder.build()) {
            assertThatThrownBy(builder::build)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("already serves another host");
            first.stop();
        }
    }

    private static final class Named implements CapabilityProviderFactory {
        @Override
        public String name() {
            return "named";
        }

        @Override
        public CapabilityProvider create() {
            throw new AssertionError("not started");
        }
    }

    /** Found by name. */
    public static class First implements WasmRuntimeFactory {
        @Override
        public String name() {
            return "first";
        }

        @Override
        public WasmRuntime create(RuntimeSettings settings) {
            throw new AssertionError("not chosen");
        }
    }

    /** Found by name. */
    public static final class Second extends First {
        @Override
        public String name() {
            return "second";
        }
    }
}
