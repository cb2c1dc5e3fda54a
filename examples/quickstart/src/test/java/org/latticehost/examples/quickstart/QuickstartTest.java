package org.latticehost.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    @Test
    void showsResponseInventoryAndEventsAndLeavesNoThread() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Quickstart(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run(false);
        String printed = bytes.toString(StandardCharsets.UTF_8);

        assertThat(printed)
                .contains("200, text/plain", "< Hello! I am a WebAssembly component")
                .contains("> Say it again, please.", "< Say it again, please.")
                .contains("component  hello", "provider   http");
        assertThat(printed.lines().map(line -> line.strip().replaceFirst(" .*", "")))
                .containsSubsequence(
                        "host_started", "component_scaled", "provider_started", "linkdef_set", "host_stopped");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("lattice-"));
    }

    @Test
    void exitsWithZero() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Quickstart.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed).contains("Hello! I am a WebAssembly component");
    }
}
