package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.latticehost.core.internal.security.SecurityVectors;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.PolicyEngine;
import org.latticehost.testkit.conformance.EmptyRuntime;

/** Components with claims in their binaries, from the Java program and through outages. */
class SignedComponentsTest extends TestHosts {
    @Override
    WasmCloudHostBuilder builder() {
        return super.builder().runtime(new EmptyRuntime());
    }

    private static ScaleCommand scale(String vector) {
        byte[] wasm = SecurityVectors.of("wasm-claims", "cases")
                .filter(each -> each.get("id").textValue().equals(vector))
                .map(each -> Base64.getDecoder().decode(each.get("wasm_base64").textValue()))
                .findFirst()
                .orElseThrow();
        return ScaleCommand.of("hello", Artifact.bytes(vector + ".wasm", wasm));
    }

    @Test
    void showWhatTheyClaim() {
        WasmCloudHost host = start();

        host.scale(scale("component-signed"));

        assertThat(host.inventory().component("hello").orElseThrow().name()).contains("conformance");
        assertThat(host.inventory().component("hello").orElseThrow().revision()).isEqualTo(7);
        await().untilAsserted(() -> assertThat(events.data("component_scaled"))
                .contains("\"name\":\"conformance\"", "\"public_key\":\"MAJOLX"));
    }

    @Test
    void areRefusedWithForgedClaimsAndLeaveWhatRunsAsItIs() {
        WasmCloudHost host = start();
        host.scale(scale("component-unsigned"));

        for (String vector : List.of("bad-signature", "expired", "hash-mismatch-revision-3")) {
            assertThatThrownBy(() -> host.updateComponent("hello", scale(vector).artifact()))
                    .isInstanceOfSatisfying(
                            ComponentLoadException.class,
                            e -> assertThat(e.code()).isIn(ErrorCode.DENIED, ErrorCode.INVALID_COMPONENT));
        }

        assertThat(host.inventory().component("hello").orElseThrow().reference())
                .isEqualTo("component-unsigned.wasm");
        assertThat(events.names()).doesNotContain("component_scale_failed");
    }

    @Test
    void areJudgedByPolicyWithTheirClaims() {
        List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
        WasmCloudHost host = start(builder().policyEngine(request -> {
            asked.add(request.details());
            return PolicyEngine.Decision.permit();
        }));

        host.scale(scale("component-signed"));

        assertThat(asked)
                .singleElement()
                .satisfies(details -> assertThat(details)
                        .containsEntry("claims.expired", "false")
                        .containsEntry("claims.issuedAt", "1700000000")
                        .containsKeys("claims.publicKey", "claims.issuer"));
    }

    @Test
    void tellTheLatticeTheirClaimsWhenItComes() {
        LatticeTransport transport = lattice.transport();
        lattice.disconnect(transport);
        WasmCloudHost host = start(builder().transport(transport).latticeWait(Duration.ofMillis(50)));
        host.scale(scale("component-signed"));

        lattice.reconnect(transport);

        try (LatticeClient client = LatticeClient.builder()
                .transport(lattice.transport())
                .lattice("test")
                .connect()) {
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(client.claims())
                            .singleElement()
                            .satisfies(claims -> assertThat(claims).containsEntry("name", "conformance")));
            // Another host reads them from the lattice, and shows them when the first is gone.
            start();
            host.close();
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(client.claims()).hasSize(1));
        }
    }
}
