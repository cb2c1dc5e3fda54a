package org.latticehost.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import picocli.CommandLine;

class LatticeCliTest {
    private static final String HELLO = Path.of("../components/http-hello/http-hello.wasm")
            .toAbsolutePath()
            .normalize()
            .toUri()
            .toString();

    private final InMemoryLattice lattice = InMemoryLattice.create("cli");
    private final WasmCloudHost host = WasmCloudHost.builder()
            .lattice("cli")
            .transport(lattice.transport())
            .label("zone", "a")
            .allowFileLoad(true)
            .build();
    private final StringWriter printed = new StringWriter();

    @BeforeEach
    void start() {
        host.start();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private String run(int exitCode, String... args) {
        printed.getBuffer().setLength(0);
        PrintWriter out = new PrintWriter(printed, true);
        CommandLine line =
                LatticeCli.commandLine(url -> lattice.transport()).setOut(out).setErr(out);
        assertThat(line.execute(args)).as(() -> printed.toString()).isEqualTo(exitCode);
        return printed.toString();
    }

    @Test
    void listsTheHosts() {
        assertThat(run(0, "hosts", "-l", "cli")).contains(host.friendlyName(), host.id(), "zone=a");
        assertThat(run(0, "-l", "other", "hosts")).isEmpty();
    }

    @Test
    void scalesAComponentUpAndDown() {
        String file = HELLO.replace("file:/", "file:///").replace("file://///", "file:///");

        assertThat(run(0, "scale", "hello", file, "-n", "5", "-l", "cli")).contains("hello scaled to 5");
        assertThat(run(0, "inventory", "-l", "cli")).contains("component hello", file, "up to 5 calls");
        assertThat(run(0, "scale", "hello", file, "-n", "0", "-l", "cli")).contains("hello stopped");
        assertThat(run(1, "scale", "hello", "file:///nowhere.wasm", "-l", "cli"))
                .contains("could not scale hello", "nowhere.wasm");
    }

    @Test
    void putsAndDeletesLinksAndConfiguration() {
        assertThat(run(0, "config", "put", "greeting", "text=hi", "lang=en", "-l", "cli"))
                .contains("put greeting");
        assertThat(run(0, "config", "get", "greeting", "-l", "cli")).contains("lang=en", "text=hi");
        assertThat(run(
                        0,
                        "link",
                        "put",
                        "http",
                        "hello",
                        "wasi:http",
                        "incoming-handler",
                        "--target-config",
                        "greeting",
                        "-l",
                        "cli"))
                .contains("put http -> hello");
        assertThat(run(0, "link", "-l", "cli")).contains("http -> hello (wasi:http/incoming-handler");
        assertThat(run(1, "link", "put", "http", "other", "wasi:http", "incoming-handler", "-l", "cli"))
                .contains("link already exists with different target");
        run(0, "link", "del", "http", "wasi:http", "-l", "cli");
        assertThat(run(0, "link", "-l", "cli")).isEmpty();
        run(0, "config", "del", "greeting", "-l", "cli");
        assertThat(run(1, "config", "get", "greeting", "-l", "cli")).contains("no configuration 'greeting'");
    }

    @Test
    void showsEvents() throws Exception {
        Thread changes = new Thread(() -> {
            while (!printed.toString().contains("labels_changed")
                    && !Thread.currentThread().isInterrupted()) {
                host.putLabel("zone", "b");
            }
        });
        changes.start();
        try {
            assertThat(run(0, "events", "--for", "1", "-l", "cli"))
                    .contains(host.id(), "labels_changed", "\"zone\":\"b\"");
        } finally {
            changes.interrupt();
            changes.join();
        }
    }

    @Test
    void explainsItself() {
        assertThat(run(0)).contains("Usage: lattice", "hosts", "inventory", "scale", "link", "config", "events");
        assertThat(run(0, "scale", "--help")).contains("--count", "REFERENCE");
        assertThat(run(2, "scale")).contains("Missing required parameters");
        assertThat(run(1, "inventory", "nobody", "-l", "cli")).contains("no host 'nobody'");
    }
}
