package org.latticehost.component.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latticehost.component.internal.validate.ComponentReader;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineFactory;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.spi.RuntimeSettings;

/** Which engine a component gets when the runtime may choose. */
class EngineChoiceTest {
    private enum Skill {
        COMPILES,
        INTERPRETS_PARTS,
        LACKS_A_FEATURE,
        FINDS_IT_INVALID
    }

    private static String chosen(Skill endive, Skill wasmtime) throws IOException {
        RuntimeSettings settings = new RuntimeSettings(Optional.of("auto"), Optional.empty(), 1 << 20, 1 << 20);
        try (ComponentRuntime runtime = new ComponentRuntime(
                        settings,
                        List.of(new Engine("wasmtime", wasmtime), new Engine("endive", endive)),
                        List.of(),
                        ComponentReader::read);
                InputStream in = EngineChoiceTest.class.getResourceAsStream("/components/keeper.wasm")) {
            return runtime.compile(in.readAllBytes(), Optional.empty()).engine();
        }
    }

    @Test
    void prefersTheOneThatStartsFastIfItCompilesAll() throws IOException {
        assertThat(chosen(Skill.COMPILES, Skill.COMPILES)).isEqualTo("endive");
        assertThat(chosen(Skill.COMPILES, Skill.LACKS_A_FEATURE)).isEqualTo("endive");
    }

    @Test
    void takesTheOtherOneForWhatWouldBeInterpretedOrIsLacking() throws IOException {
        assertThat(chosen(Skill.INTERPRETS_PARTS, Skill.COMPILES)).isEqualTo("wasmtime");
        assertThat(chosen(Skill.LACKS_A_FEATURE, Skill.COMPILES)).isEqualTo("wasmtime");
    }

    @Test
    void interpretsPartsRatherThanRefusing() throws IOException {
        assertThat(chosen(Skill.INTERPRETS_PARTS, Skill.LACKS_A_FEATURE)).isEqualTo("endive");
    }

    @Test
    void refusesWhatNoEngineRunsAndAsksNoOtherAboutInvalidOnes() {
        assertThatThrownBy(() -> chosen(Skill.LACKS_A_FEATURE, Skill.LACKS_A_FEATURE))
                .isInstanceOfSatisfying(
                        ComponentLoadException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FEATURE));
        assertThatThrownBy(() -> chosen(Skill.FINDS_IT_INVALID, Skill.COMPILES)).hasMessage("endive: invalid");
    }

    private record Engine(String name, Skill skill) implements CoreEngineFactory, CoreEngine {
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
            return switch (skill) {
                case COMPILES, INTERPRETS_PARTS -> new Module(source.type(), skill == Skill.COMPILES);
                case LACKS_A_FEATURE ->
                    throw new ComponentLoadException(ErrorCode.UNSUPPORTED_FEATURE, name + ": lacks");
                case FINDS_IT_INVALID ->
                    throw new ComponentLoadException(ErrorCode.INVALID_COMPONENT, name + ": invalid");
            };
        }

        @Override
        public CoreStore newStore(CoreStoreLimits limits) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private record Module(CoreModuleType type, boolean fullyCompiled) implements CoreModule {
        @Override
        public void close() {}
    }
}
