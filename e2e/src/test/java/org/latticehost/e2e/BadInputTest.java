package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;

/** What a user gets wrong: a typed error that names the thing and the remedy, and a host that goes on. */
class BadInputTest {
    private static final Path HELLO = Path.of("../examples/components/http-hello/http-hello.wasm");

    private final WasmCloudHost host = WasmCloudHost.builder().engine("endive").build();

    @BeforeEach
    void serveBeforehand() {
        host.start();
        host.scale(ScaleCommand.of("hello", Artifact.file(HELLO)).maxInstances(10));
    }

    @AfterEach
    void servesAfterwardsAndStops() throws Exception {
        HttpRequest request =
                new HttpRequest("GET", "http", Optional.of("localhost"), "/", HttpFields.none(), BytePipe.empty());
        HttpResponse response = host.component("hello")
                .http()
                .handle(request, Context.current())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(response.status()).isEqualTo(200);
        response.body().cancel();
        host.close();
    }

    @Test
    void aFileThatIsNoWebAssembly() {
        byte[] text = "#!/bin/sh\necho no component\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> host.scale(ScaleCommand.of("bad", Artifact.bytes("script.sh", text))))
                .isInstanceOfSatisfying(ComponentLoadException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_COMPONENT);
                    assertThat(e.offset()).hasValue(0);
                })
                .hasMessageContaining("component 'bad' (script.sh)")
                .hasMessageContaining("not a WebAssembly");
    }

    @Test
    void aTruncatedComponent() throws Exception {
        byte[] whole = Files.readAllBytes(HELLO);

        assertThatThrownBy(() -> host.scale(
                        ScaleCommand.of("bad", Artifact.bytes("cut.wasm", Arrays.copyOf(whole, whole.length / 2)))))
                .isInstanceOfSatisfying(
                        ComponentLoadException.class,
                        e -> assertThat(e.offset()).isPresent());
    }

    @Test
    void aComponentWithAnImportNobodyOffers() {
        byte[] component = importing("wasi:clocks/timezone@0.2.0", "display");

        assertThatThrownBy(() -> host.scale(ScaleCommand.of("bad", Artifact.bytes("timezone.wasm", component))))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNRESOLVED_IMPORT))
                .hasMessageContaining("wasi:clocks/timezone@0.2.0");
    }

    @Test
    void anUnknownComponent() {
        assertThatThrownBy(() -> host.stopComponent("nobody"))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("nobody");
    }

    @Test
    void anUnknownProvider() {
        assertThatThrownBy(() -> host.startProvider(StartProvider.builtin("x", "telegraph")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("telegraph")
                .hasMessageContaining("http-server");
    }

    @Test
    void twoEnginesWithoutAChoice() {
        assertThatThrownBy(() -> WasmCloudHost.builder().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("endive")
                .hasMessageContaining("wasmtime")
                .hasMessageContaining("builder.engine(");
    }

    /** A component that imports an interface with one function and does nothing else. */
    private static byte[] importing(String interfaceName, String function) {
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        bytes(type, 1, 0x42, 2); // one type: an instance type with two declarations
        bytes(type, 0x01, 0x40, 0, 1, 0); // type 0: func()
        bytes(type, 0x04, 0);
        text(type, function);
        bytes(type, 0x01, 0); // exported function of type 0
        ByteArrayOutputStream imports = new ByteArrayOutputStream();
        bytes(imports, 1, 0);
        text(imports, interfaceName);
        bytes(imports, 0x05, 0); // an instance of type 0
        ByteArrayOutputStream component = new ByteArrayOutputStream();
        bytes(component, 0, 'a', 's', 'm', 0x0d, 0, 1, 0);
        section(component, 7, type);
        section(component, 10, imports);
        return component.toByteArray();
    }

    private static void section(ByteArrayOutputStream to, int id, ByteArrayOutputStream content) {
        bytes(to, id, content.size());
        to.writeBytes(content.toByteArray());
    }

    private static void text(ByteArrayOutputStream to, String text) {
        to.write(text.length());
        to.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(ByteArrayOutputStream to, int... bytes) {
        for (int b : bytes) {
            to.write(b);
        }
    }
}
