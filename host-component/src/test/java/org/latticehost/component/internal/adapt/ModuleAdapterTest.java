package org.latticehost.component.internal.adapt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.contract.WasmBuilder;
import org.latticehost.component.spi.contract.WasmCode;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** Modules that a toolchain would not write. */
class ModuleAdapterTest {

    private static ComponentDef adapt(byte[] module) {
        return ModuleAdapter.adapt(module, List.of());
    }

    private static WasmCode trap() {
        return WasmCode.code().op(WasmCode.UNREACHABLE);
    }

    /** The module with a world that exports so many functions without parameters: f0, f1 and so on. */
    private static byte[] withWorld(WasmBuilder module, int functions) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(module.bytes());
        out.writeBytes(world("component-type:test", functions));
        return out.toByteArray();
    }

    private static byte[] world(String section, int functions) {
        ByteArrayOutputStream world = new ByteArrayOutputStream();
        WasmCode.leb(world, functions + 1);
        world.writeBytes(new byte[] {1, 0x40, 0, 1, 0}); // a type: a function without parameters and result
        for (int i = 0; i < functions; i++) {
            world.write(4);
            externName(world, "f" + i);
            world.writeBytes(new byte[] {1, 0});
        }
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        type.writeBytes(new byte[] {1, 0x41, 2, 1, 0x41});
        type.writeBytes(world.toByteArray());
        type.write(4);
        externName(type, "test:test/world");
        type.writeBytes(new byte[] {4, 0});
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        export.write(1);
        externName(export, "world");
        export.writeBytes(new byte[] {3, 0, 0});

        ByteArrayOutputStream component = new ByteArrayOutputStream();
        component.writeBytes(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0});
        component.writeBytes(custom("wit-component-encoding", new byte[] {4, 0}));
        section(component, 7, type.toByteArray());
        section(component, 11, export.toByteArray());
        return custom(section, component.toByteArray());
    }

    private static void externName(ByteArrayOutputStream out, String name) {
        out.write(0);
        WasmCode.name(out, name);
    }

    private static byte[] custom(String name, byte[] content) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        WasmCode.name(inner, name);
        inner.writeBytes(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        section(out, 0, inner.toByteArray());
        return out.toByteArray();
    }

    private static void section(ByteArrayOutputStream out, int id, byte[] content) {
        out.write(id);
        WasmCode.leb(out, content.length);
        out.writeBytes(content);
    }

    @Test
    void exportsWhatItsWorldSays() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("f0", ":", WasmCode.code());
        module.exported("f1", ":", WasmCode.code());
        assertThat(adapt(withWorld(module, 2)).exports())
                .extracting(e -> e.name())
                .containsExactly("f0", "f1");
    }

    @ParameterizedTest
    @CsvSource({"cabi_realloc, iiii:", "cabi_realloc, iii:i", "cabi_post_f0, i:", "cabi_post_f0, :i"})
    void refusesHelpersOfTheWrongType(String name, String type) {
        WasmBuilder module = WasmBuilder.module();
        module.memory(1, OptionalLong.empty());
        module.export("memory", CoreExternKind.MEMORY, 0);
        module.exported("f0", ":", WasmCode.code());
        module.exported(name, type, trap());
        assertThatThrownBy(() -> adapt(withWorld(module, 1)))
                .isInstanceOfSatisfying(
                        ComponentLoadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_COMPONENT))
                .hasMessageContaining("'" + name + "' of type ");
    }

    @Test
    void refusesVeryManyWorlds() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("f0", ":", WasmCode.code());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(module.bytes());
        for (int i = 0; i < 101; i++) {
            out.writeBytes(world("component-type:" + i, 1));
        }
        assertThatThrownBy(() -> adapt(out.toByteArray()))
                .isInstanceOf(ComponentLoadException.class)
                .hasMessageContaining("'component-type:100' is one too many");
    }

    @Test
    void namesOnlySomeOfVeryManyMissingImports() {
        WasmBuilder module = WasmBuilder.module();
        for (int i = 0; i < 1000; i++) {
            module.importFunction("env", "missing".repeat(100) + i, ":");
        }
        module.exported("_start", ":", WasmCode.code());
        assertThatThrownBy(() -> adapt(module.bytes()))
                .hasMessageContaining("'env' 'missingmissing")
                .hasMessageContaining(" and 990 more")
                .satisfies(e -> assertThat(e.getMessage().getBytes(UTF_8)).hasSizeLessThan(4000));
    }

    @Test
    @Timeout(20)
    void takesTimeInProportionToTheNumberOfExports() {
        int many = 60_000;
        WasmBuilder module = WasmBuilder.module();
        int function = module.function(":", WasmCode.code());
        for (int i = 0; i < many; i++) {
            module.export("f" + i, CoreExternKind.FUNC, function);
        }
        assertThat(adapt(withWorld(module, many)).exports()).hasSize(many);
    }
}
