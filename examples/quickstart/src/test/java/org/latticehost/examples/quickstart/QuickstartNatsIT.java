package org.latticehost.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickstartNatsIT {
    @Test
    void showsTheSameOnANatsServer() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Quickstart(new PrintStream(bytes, true, StandardCharsets.UTF_8)).runOnNats(false);
        String printed = bytes.toString(StandardCharsets.UTF_8);

        assertThat(printed)
                .contains("in a lattice on nats://127.0.0.1:", "component  hello", "provider   http")
                .contains("200, text/plain", "< Hello! I am a WebAssembly component", "< Say it again, please.");
        assertThat(printed.lines().map(line -> line.strip().replaceFirst(" .*", "")))
                .containsSubsequence(
                        "host_started", "component_scaled", "provider_started", "linkdef_set", "host_stopped");
    }
}
