package org.latticehost.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.GuestInput;
import org.latticehost.host.spi.GuestOutput;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.wit.ResourceHandle;

/** Core modules for WASI preview 1, as toolchains make them: they run as components. */
@ParameterizedClass
@ValueSource(strings = {"endive", "wasmtime"})
class ModulesTest {
    private static final String C = "c/command/command";
    private static final String RUST = "rust/command/command";

    @Parameter
    String engine = "";

    @TempDir
    Path temp;

    private final Output output = new Output();
    private final FakeGuest services = new FakeGuest().service(GuestOutput.class, output);

    private Components components() {
        return Components.on(engine);
    }

    private int run(String module, String... args) {
        return components().run(module, services, arguments(args).build());
    }

    private int withFolder(String... args) {
        return components()
                .run(C, services, arguments(args).writableFolder(temp, "/data").build());
    }

    private static ComponentGrants.Builder arguments(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "command";
        System.arraycopy(args, 0, all, 1, args.length);
        return Components.arguments(all);
    }

    private void input(String text) {
        BytePipe pipe = BytePipe.of(text.getBytes(UTF_8));
        services.service(GuestInput.class, () -> pipe);
    }

    @Test
    void aCModuleReportsWhatItFinds() {
        int status = components()
                .run(
                        C,
                        services,
                        arguments("x", "y z")
                                .environment("B", "2")
                                .environment("A", "one")
                                .build());

        assertThat(status).isZero();
        assertThat(output.stdout()).isEqualTo("""
                args 3 [x] [y z]
                env A=one
                env B=2
                monotonic ok
                realtime ok
                random ok
                open ENOTCAPABLE
                isatty 000
                """);
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "255"})
    void exitsWithItsStatus(int status) {
        assertThat(run(C, "exit", "" + status)).isEqualTo(status);
    }

    @Test
    void aRustModuleExitsWithItsStatus() {
        assertThat(run(RUST, "--fail")).isEqualTo(3);
        assertThat(output.stderr()).isEqualTo("failing\n");
    }

    @Test
    void readsStandardInputToItsEnd() {
        input("some\ninput");
        assertThat(run(C, "cat")).isZero();
        assertThat(output.stdout()).isEqualTo("some\ninput");
        assertThat(output.stderr()).isEqualTo("10 bytes\n");
    }

    @Test
    void aRustModuleCountsStandardInput() {
        input("a b\nc\n");
        assertThat(run(RUST)).isZero();
        assertThat(output.stdout()).isEqualTo("2 3 6 -\n");
    }

    @Test
    void withoutInputItSeesTheEnd() {
        assertThat(run(C, "cat")).isZero();
        assertThat(output.stderr()).isEqualTo("0 bytes\n");
    }

    @Test
    void writesToStandardError() {
        assertThat(run(C, "err", "hello")).isZero();
        assertThat(output.stderr()).isEqualTo("hello\n");
    }

    @Test
    void sleeps() {
        long before = System.nanoTime();
        assertThat(run(C, "sleep", "50")).isZero();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000L);
        assertThat(output.stdout()).isEqualTo("slept\n");
    }

    @Test
    void pollSeesInputBeforeTheTime() {
        input("x");
        assertThat(run(C, "wait", "60000")).isZero();
        assertThat(output.stdout()).isEqualTo("input\n");
    }

    @Test
    void pollSeesTheTimeWhenNoInputComes() {
        BytePipe silent = new BytePipe(16);
        services.service(GuestInput.class, () -> silent);
        assertThat(run(C, "wait", "20")).isZero();
        assertThat(output.stdout()).isEqualTo("time\n");
    }

    @ParameterizedTest
    @CsvSource({"--time, ok", "--map, true", "--env, unset"})
    void aRustModuleUsesClocksRandomAndEnvironment(String verb, String answer) {
        assertThat(run(RUST, verb, "NO_SUCH")).isZero();
        assertThat(output.stdout()).isEqualTo(answer + "\n");
    }

    @Test
    void trapsLikeAComponent() {
        assertThatThrownBy(() -> run(C, "trap")).isInstanceOf(GuestTrapException.class);
        assertThatThrownBy(() -> run(RUST, "--panic")).isInstanceOf(GuestTrapException.class);
        assertThat(output.stderr()).contains("told to panic");
    }

    @Test
    void usesAGrantedFolder() throws Exception {
        assertThat(withFolder("write", "/data/new", "some text")).isZero();
        assertThat(temp.resolve("new")).hasContent("some text");
        assertThat(withFolder("append", "/data/new", ", and more")).isZero();
        assertThat(withFolder("append", "/data/new", ", again")).isZero();
        assertThat(withFolder("read", "/data/new")).isZero();
        assertThat(output.takeStdout()).isEqualTo("some text, and more, again");

        assertThat(withFolder("seek", "/data/new")).isZero();
        assertThat(withFolder("stat", "/data/new")).isZero();
        assertThat(withFolder("stat", "/data")).isZero();
        assertThat(withFolder("stat", "/data/none")).isEqualTo(2);
        assertThat(output.takeStdout())
                .startsWith("ain at 26\nfile 26\nfolder ")
                .endsWith("cannot stat: No such file or directory\n");

        Files.writeString(temp.resolve("a"), "x");
        assertThat(withFolder("ls", "/data")).isZero();
        assertThat(output.takeStdout().lines().filter(l -> !l.startsWith("."))).containsExactly("a", "new");

        assertThat(withFolder("move", "/data/new", "/data/moved")).isZero();
        assertThat(output.takeStdout()).isEqualTo("moved, 1 link\n");
        assertThat(temp.toFile().list()).containsExactly("a");
    }

    @Test
    void listsAFolderThatDoesNotFitIntoOneBuffer() throws Exception {
        for (int i = 0; i < 250; i++) {
            Files.createFile(temp.resolve("a-file-with-quite-a-long-name-" + i));
        }
        assertThat(withFolder("ls", "/data")).isZero();
        assertThat(output.stdout().lines().filter(l -> !l.startsWith(".")))
                .hasSize(250)
                .doesNotHaveDuplicates();
    }

    @Test
    void aRustModuleReadsAFile() throws Exception {
        Files.writeString(temp.resolve("text"), "one two\nthree\n");
        var grants = arguments("/data/text", "/data/none", "/elsewhere")
                .readOnlyFolder(temp, "/data")
                .build();
        assertThat(components().run(RUST, services, grants)).isZero();
        assertThat(output.stdout()).startsWith("2 3 14 /data/text\n/data/none: NotFound\n/elsewhere: ");
    }

    @Test
    void changesNothingWithoutAGrant() throws Exception {
        assertThat(run(C, "write", "/data/new", "x")).isEqualTo(2);
        var readOnly = arguments("write", "/data/new", "x")
                .readOnlyFolder(temp, "/data")
                .build();
        assertThat(components().run(C, services, readOnly)).isEqualTo(2);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void doesNotEscapeItsFolder() throws Exception {
        Path outside = Files.writeString(temp.resolve("outside"), "secret");
        Path inside = Files.createDirectory(temp.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("link"), outside);
        Files.createSymbolicLink(inside.resolve("relative"), Path.of("../outside"));
        for (String path : new String[] {"/data/link", "/data/relative", "/data/../outside"}) {
            var grants = arguments("read", path).writableFolder(inside, "/data").build();
            assertThat(components().run(C, services, grants)).as(path).isEqualTo(2);
        }
        assertThat(output.stdout()).doesNotContain("secret");
    }

    @Test
    void aModuleOfSeveralWorldsExportsAllOfThem() {
        try (LinkedComponent linked = components().link("c/worlds/worlds", ComponentGrants.none());
                ComponentInstance instance = linked.instantiate(services)) {
            ExportedFunction say = linked.export("", "say").orElseThrow();
            assertThat(instance.call(services, say, "one")).isEqualTo("one");
            assertThat(instance.call(services, say, "two")).isEqualTo("two");
            assertThat(output.stdout()).isEqualTo("onetwo");

            Function<String, ExportedFunction> counters =
                    name -> linked.export("fixtures:counters/counters", name).orElseThrow();
            ExportedFunction alive = counters.apply("alive");
            ResourceHandle first = (ResourceHandle)
                    Objects.requireNonNull(instance.call(services, counters.apply("[constructor]counter"), 5));
            ResourceHandle second = (ResourceHandle)
                    Objects.requireNonNull(instance.call(services, counters.apply("[constructor]counter"), 30));
            assertThat(instance.call(services, counters.apply("[method]counter.add"), first, 2))
                    .isEqualTo(7);
            assertThat(instance.call(services, alive)).isEqualTo(2);

            ResourceHandle both = (ResourceHandle) Objects.requireNonNull(
                    instance.call(services, counters.apply("[static]counter.merge"), first, second));
            assertThat(instance.call(services, counters.apply("[method]counter.add"), both, 0))
                    .isEqualTo(37);
            assertThat(instance.call(services, alive)).isEqualTo(2);
            assertThatThrownBy(() -> instance.call(services, counters.apply("[method]counter.add"), first, 1))
                    .isInstanceOf(IllegalArgumentException.class);
            both.close();
            second.close();
            assertThat(instance.call(services, alive)).isEqualTo(0);
        }
    }

    @Test
    void aModuleWithoutAWorldAndAStartIsRefused() {
        assertThatThrownBy(() -> components().link("modules/nothing", ComponentGrants.none()))
                .isInstanceOfSatisfying(
                        ComponentLoadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORE_MODULE))
                .hasMessageContaining("_start");
    }

    @Test
    void aModuleThatImportsWhatNobodyOffersIsRefused() {
        assertThatThrownBy(() -> components().link("modules/stranger", ComponentGrants.none()))
                .isInstanceOfSatisfying(
                        ComponentLoadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNRESOLVED_IMPORT))
                .hasMessageContaining("'env' 'stranger'")
                .hasMessageContaining("'wasi_snapshot_preview1' 'no_such'")
                .hasMessageContaining("wasi_snapshot_preview1");
    }
}
