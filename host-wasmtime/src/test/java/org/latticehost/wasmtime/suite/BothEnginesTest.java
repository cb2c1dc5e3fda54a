package org.latticehost.wasmtime.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.component.ComponentRuntimeFactory;
import org.latticehost.component.internal.abi.RandomValues;
import org.latticehost.component.spi.contract.EchoComponent;
import org.latticehost.component.spi.contract.WasmBuilder;
import org.latticehost.component.spi.contract.WasmCode;
import org.latticehost.component.suite.TestInvocation;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;

/** One runtime with both engines: which one runs a component, and that it makes no difference to values. */
class BothEnginesTest {
    private static final TestInvocation INVOCATION = new TestInvocation();

    private WasmRuntime runtime;

    @BeforeEach
    void open() {
        runtime = new ComponentRuntimeFactory()
                .create(new RuntimeSettings(Optional.of("auto"), Optional.empty(), 8 << 20, 64 << 20));
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    private String engineOf(byte[] component, Optional<String> choice) {
        try (CompiledComponent compiled = runtime.compile(component, choice)) {
            return compiled.engine();
        }
    }

    /** A component that is nothing but a core module. */
    private static byte[] component(WasmBuilder module) {
        return EchoComponent.holding(module.bytes());
    }

    @Test
    void takesEndiveUnlessToldOtherwise() {
        byte[] echo = EchoComponent.bytes(WitType.STRING);

        assertThat(runtime.engines()).containsExactlyInAnyOrder("endive", "wasmtime");
        assertThat(engineOf(echo, Optional.empty())).isEqualTo("endive");
        assertThat(engineOf(echo, Optional.of("wasmtime"))).isEqualTo("wasmtime");
        assertThatThrownBy(() -> engineOf(echo, Optional.of("other"))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void takesWasmtimeForSimd() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("f", "i:i", WasmCode.code().get(0).op(0xfd, 0x11).op(0xfd, 0x1b, 3));

        assertThat(engineOf(component(module), Optional.empty())).isEqualTo("wasmtime");
    }

    @Test
    void takesWasmtimeForFunctionsThatAreTooLargeForAJavaMethod() {
        WasmCode code = WasmCode.code().get(0);
        for (int i = 0; i < 20_000; i++) {
            code.i32(100_001).op(WasmCode.I32_ADD).i32(100_000).op(WasmCode.I32_SUB);
        }
        WasmBuilder module = WasmBuilder.module();
        module.exported("f", "i:i", code);

        assertThat(engineOf(component(module), Optional.empty())).isEqualTo("wasmtime");
    }

    private List<Object> echo(String engine, byte[] component, List<Object> values) {
        List<Object> answers = new ArrayList<>();
        try (CompiledComponent compiled = runtime.compile(component, Optional.of(engine));
                LinkedComponent linked = compiled.link(LinkOptions.builder().build());
                ComponentInstance instance = linked.instantiate(INVOCATION)) {
            ExportedFunction echo = linked.export("", "echo").orElseThrow();
            values.forEach(v -> answers.add(instance.call(INVOCATION, echo, v)));
        }
        return answers;
    }

    @Test
    void valuesOfGeneratedTypesComeBackUnchangedFromBoth() {
        long first = 90_210;
        int compared = 0;
        for (long seed = first; seed < first + 120; seed++) {
            RandomValues random = new RandomValues(seed);
            WitType type = random.type(4);
            byte[] component = EchoComponent.bytes(type);
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                values.add(random.value(EchoComponent.wrapped(type)));
            }
            List<Object> endive = echo("endive", component, values);
            List<Object> wasmtime = echo("wasmtime", component, values);
            for (int i = 0; i < values.size(); i++) {
                String what = "seed " + seed + " value " + i + " of " + type;
                assertThat(WitValues.equal(values.get(i), wasmtime.get(i)))
                        .as(what)
                        .isTrue();
                assertThat(WitValues.equal(endive.get(i), wasmtime.get(i)))
                        .as(what)
                        .isTrue();
                compared++;
            }
        }
        assertThat(compared).isEqualTo(1_200);
    }
}
