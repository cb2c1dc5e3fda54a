package org.latticehost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;

class WasmCloudHostBuilderTest {
    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                setting(b -> b.lattice("a.b"), "lattice", "'a.b'"),
                setting(b -> b.lattice(""), "lattice", "''"),
                setting(b -> b.hostKey("SUAB"), "hostKey", "SN", "4 characters"),
                setting(b -> b.label(" ", "x"), "label"),
                setting(b -> b.friendlyName(""), "friendlyName"),
                setting(b -> b.engine(""), "engine"),
                setting(b -> b.heartbeatInterval(Duration.ofMillis(99)), "heartbeatInterval", "PT0.1S", "PT0.099S"),
                setting(b -> b.gracePeriod(Duration.ofMillis(-1)), "gracePeriod", "PT0S", "PT-0.001S"),
                setting(b -> b.rpcTimeout(Duration.ZERO), "rpcTimeout", "PT0S"),
                setting(b -> b.commandTimeout(Duration.ofDays(2)), "commandTimeout", "PT48H"),
                setting(b -> b.controlTopicPrefix("a.*"), "controlTopicPrefix", "'a.*'"),
                setting(b -> b.version("1.2"), "version", "'1.2'"));
    }

    private static Arguments setting(Consumer<WasmCloudHostBuilder> wrong, String... texts) {
        return Arguments.of(wrong, texts);
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void refusesAWrongSettingAndNamesValueAndBound(Consumer<WasmCloudHostBuilder> wrong, String[] texts) {
        assertThatThrownBy(() -> wrong.accept(WasmCloudHost.builder()))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(texts);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                value(() -> HostLimits.defaults().maxExecutionTime(Duration.ZERO), "maxExecutionTime", "PT0S"),
                value(() -> HostLimits.defaults().maxLinearMemoryBytes(65_535), "65536", "65535"),
                value(() -> HostLimits.defaults().maxComponents(0), "maxComponents", "at least 1, got 0"),
                value(() -> HostLimits.defaults().guestStackBytes(1), "guestStackBytes"),
                value(() -> InstancePolicy.pooled(0, 1), "pool size", "got 0"),
                value(() -> InstancePolicy.reused(0), "at least 1, got 0"),
                value(() -> ScaleCommand.of("a b", Artifact.reference("x")), "component id", "'a b'"),
                value(() -> scale().maxInstances(0), "stopComponent"),
                value(() -> scale().maxInstances(1L << 32), "4294967295", "4294967296"),
                value(() -> Artifact.reference(" "), "blank"),
                value(() -> StartProvider.of("http", ""), "reference", "'http'"));
    }

    private static ScaleCommand scale() {
        return ScaleCommand.of("hello", Artifact.reference("x"));
    }

    private static Arguments value(ThrowingCallable wrong, String... texts) {
        return Arguments.of(wrong, texts);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void refusesAWrongValueOfACommand(ThrowingCallable wrong, String[] texts) {
        assertThatIllegalArgumentException().isThrownBy(wrong).satisfies(e -> {
            for (String text : texts) {
                assertThat(e).hasMessageContaining(text);
            }
        });
    }

    @Test
    void namesTheModuleThatIsMissing() {
        assertThatThrownBy(() -> WasmCloudHost.builder().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("no HostEngine found; add host-core (or host-starter)");
    }
}
