package org.latticehost.component.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineFactory;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.host.error.ConfigurationException;

class EnginesTest {
    private static final CoreEngineOptions OPTIONS = new CoreEngineOptions(Optional.empty(), 1 << 20);

    private static Engines engines(Optional<String> choice, String... names) {
        List<CoreEngineFactory> factories =
                Stream.of(names).<CoreEngineFactory>map(Named::new).toList();
        return new Engines(factories, choice, OPTIONS);
    }

    private static List<String> names(List<CoreEngine> engines) {
        return engines.stream().map(CoreEngine::name).toList();
    }

    @Test
    void takesTheOnlyEngineThereIs() {
        assertThat(names(engines(Optional.empty(), "wasmtime").candidates(Optional.empty())))
                .containsExactly("wasmtime");
    }

    @Test
    void saysWhatToAddWhenThereIsNone() {
        assertThatThrownBy(() -> engines(Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("no engine for core modules found; add host-endive or host-wasmtime to the class path");
    }

    @Test
    void asksForAChoiceBetweenSeveral() {
        assertThatThrownBy(() -> engines(Optional.empty(), "wasmtime", "endive"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("several engines found (endive, wasmtime); call builder.engine(\"endive\"),"
                        + " builder.engine(\"wasmtime\") or builder.engine(\"auto\")");
    }

    @Test
    void namesTheEngineThatIsMissing() {
        assertThatThrownBy(() -> engines(Optional.of("wasmtime"), "endive"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no engine 'wasmtime' found, only [endive]");
        assertThatThrownBy(() -> engines(Optional.empty(), "endive").candidates(Optional.of("v8")))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void triesEndiveFirstWhenTheRuntimeChooses() {
        Engines engines = engines(Optional.of("auto"), "wasmtime", "endive", "another");

        assertThat(names(engines.candidates(Optional.empty())))
                .startsWith("endive")
                .hasSize(3);
        assertThat(names(engines.candidates(Optional.of("wasmtime")))).containsExactly("wasmtime");
    }

    /** An engine that has a name and runs nothing. */
    private record Named(String name) implements CoreEngineFactory, CoreEngine {
        @Override
        public CoreEngine create(CoreEngineOptions options) {
            return this;
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public CoreModule compile(CoreModuleSource source) {
            throw new UnsupportedOperationException("runs nothing");
        }

        @Override
        public CoreStore newStore(CoreStoreLimits limits) {
            throw new UnsupportedOperationException("runs nothing");
        }

        @Override
        public void close() {}
    }
}
