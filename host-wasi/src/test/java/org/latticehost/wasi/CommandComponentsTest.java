package org.latticehost.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.GuestInput;
import org.latticehost.host.spi.GuestOutput;

/** Command components made by common toolchains. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"endive", "wasmtime"})
class CommandComponentsTest {
    @Parameter
    String engine = "";

    @TempDir
    Path temp;

    private final Output output = new Output();
    private final FakeGuest services = new FakeGuest().service(GuestOutput.class, output);

    private Components components() {
        return Components.on(engine);
    }

    @Test
    void aCProgramReportsWhatItFinds() {
        int status = components()
                .run(
                        "cli-report",
                        services,
                        Components.arguments("cli-report", "x", "y z")
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

    @Test
    void aCProgramExitsWithAFailure() {
        assertThat(report("exit", "7")).isEqualTo(1);
        assertThat(report("exit", "0")).isZero();
        assertThat(output.stdout()).isEmpty();
    }

    @Test
    void aCProgramCopiesItsInput() {
        services.service(GuestInput.class, input("some\ninput"));
        assertThat(report("cat")).isZero();
        assertThat(output.stdout()).isEqualTo("some\ninput");
        assertThat(output.stderr()).isEqualTo("10 bytes\n");
    }

    @Test
    void aCProgramWithoutInputSeesTheEnd() {
        assertThat(report("cat")).isZero();
        assertThat(output.stderr()).isEqualTo("0 bytes\n");
    }

    @Test
    void aCProgramSleeps() {
        long before = System.nanoTime();
        assertThat(report("sleep", "50")).isZero();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000L);
        assertThat(output.stdout()).isEqualTo("slept\n");
    }

    @Test
    void aCProgramWritesToStandardError() {
        assertThat(report("err", "hello")).isZero();
        assertThat(output.stderr()).isEqualTo("hello\n");
    }

    @Test
    void aCProgramTraps() {
        assertThatThrownBy(() -> report("trap")).isInstanceOf(GuestTrapException.class);
    }

    @Test
    void aCProgramUsesAGrantedFolder() throws Exception {
        var grants = Components.arguments("cli-report", "write", "/data/new", "some text")
                .writableFolder(temp, "/data")
                .build();
        assertThat(components().run("cli-report", services, grants)).isZero();
        assertThat(temp.resolve("new")).hasContent("some text");
        Files.writeString(temp.resolve("a"), "x");
        grants = Components.arguments("cli-report", "ls", "/data")
                .readOnlyFolder(temp, "/data")
                .build();
        assertThat(components().run("cli-report", services, grants)).isZero();
        // wasi-libc lists the dots itself or not at all, depending on its version.
        assertThat(output.stdout().lines().filter(l -> !l.startsWith("."))).containsExactly("a", "new");
        grants = Components.arguments("cli-report", "read", "/data/new")
                .readOnlyFolder(temp, "/data")
                .build();
        assertThat(components().run("cli-report", services, grants)).isZero();
        assertThat(output.stdout()).endsWith("some text");
    }

    @Test
    void aCProgramCannotWriteWithoutAGrant() throws Exception {
        assertThat(report("write", "/data/new", "x")).isEqualTo(1);
        assertThat(output.stdout()).startsWith("cannot write: ");
        var grants = Components.arguments("cli-report", "write", "/data/new", "x")
                .readOnlyFolder(temp, "/data")
                .build();
        assertThat(components().run("cli-report", services, grants)).isEqualTo(1);
        assertThat(temp).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli-wordcount", "cli-wordcount-p2"})
    void aRustProgramCountsItsInput(String name) {
        services.service(GuestInput.class, input("a b\nc\n"));
        assertThat(components().run(name, services, Components.arguments(name).build()))
                .isZero();
        assertThat(output.stdout()).isEqualTo("2 3 6 -\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli-wordcount", "cli-wordcount-p2"})
    void aRustProgramUsesClockRandomAndEnvironment(String name) {
        assertThat(components()
                        .run(
                                name,
                                services,
                                Components.arguments(name, "--time").build()))
                .isZero();
        assertThat(components()
                        .run(name, services, Components.arguments(name, "--map").build()))
                .isZero();
        assertThat(components()
                        .run(
                                name,
                                services,
                                Components.arguments(name, "--env", "K")
                                        .environment("K", "v")
                                        .build()))
                .isZero();
        assertThat(components()
                        .run(
                                name,
                                services,
                                Components.arguments(name, "--env", "HOME").build()))
                .isZero();
        assertThat(output.stdout()).isEqualTo("ok\ntrue\nv\nunset\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli-wordcount", "cli-wordcount-p2"})
    void aRustProgramFailsAndPanics(String name) {
        assertThat(components()
                        .run(
                                name,
                                services,
                                Components.arguments(name, "--fail").build()))
                .isEqualTo(1);
        assertThat(output.stderr()).isEqualTo("failing\n");
        assertThatThrownBy(() -> components()
                        .run(
                                name,
                                services,
                                Components.arguments(name, "--panic").build()))
                .isInstanceOf(GuestTrapException.class);
        assertThat(output.stderr()).contains("told to panic");
    }

    // The other build, cli-wordcount-p2, runs wasi-libc's constructors in its realloc function: these look for granted
    // folders again, and a realloc function must not call out.
    @Test
    void aRustProgramReadsOnlyGrantedFiles() throws Exception {
        String name = "cli-wordcount";
        Files.writeString(temp.resolve("words"), "one two\n");
        var grants = Components.arguments(name, "/data/words", "/data/none", "/etc/passwd", "/data/../x")
                .readOnlyFolder(temp, "/data")
                .build();
        assertThat(components().run(name, services, grants)).isZero();
        assertThat(output.stdout().lines().toList())
                .hasSize(4)
                .startsWith("1 2 8 /data/words", "/data/none: NotFound")
                .noneMatch(l -> l.matches("[0-9].*(passwd|x)"));
    }

    private int report(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "cli-report";
        System.arraycopy(args, 0, all, 1, args.length);
        return components()
                .run("cli-report", services, Components.arguments(all).build());
    }

    private static GuestInput input(String text) {
        BytePipe pipe = BytePipe.of(text.getBytes(UTF_8));
        return () -> pipe;
    }
}
