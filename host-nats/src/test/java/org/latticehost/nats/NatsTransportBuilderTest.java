package org.latticehost.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.TransportException;
import org.latticehost.testkit.lattice.ConnectionLog;

class NatsTransportBuilderTest {

    @Test
    void connectsToThisMachineUnlessToldOtherwise() {
        try (NatsTransport transport = NatsTransport.builder().build()) {
            assertThat(transport.controlUrl()).isEqualTo("nats://127.0.0.1:4222");
            assertThat(transport.rpcUrl()).isEqualTo("nats://127.0.0.1:4222");
            assertThat(transport.domain()).isEmpty();
            assertThat(transport.connected()).isFalse();
        }
    }

    @Test
    void tellsWhereEachConnectionGoes() {
        NatsTransportBuilder builder = NatsTransport.builder()
                .servers(List.of("nats://a", "nats://b:1234"))
                .rpcServers(List.of("tls://c:4443"))
                .jetStreamDomain("hub");
        try (NatsTransport transport = builder.build()) {
            assertThat(transport.controlUrl()).isEqualTo("nats://a:4222,nats://b:1234");
            assertThat(transport.rpcUrl()).isEqualTo("tls://c:4443");
            assertThat(transport.domain()).contains("hub");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:4222", "http://a", "nats://", "nats://a:99999", "nats://a/path", "nats://a b"})
    void refusesMalformedServers(String url) {
        assertRefused(() -> NatsTransport.builder().server(url), "NATS server");
    }

    @Test
    void refusesServersWithAUserWithoutShowingThePassword() {
        assertThatThrownBy(() -> NatsTransport.builder().server("nats://me:secret@a:4222"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("credentials(..)")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesWrongValuesAndCombinations() {
        assertRefused(() -> NatsTransport.builder().servers(List.of()), "empty");
        assertRefused(() -> NatsTransport.builder().connectTimeout(Duration.ZERO), "connectTimeout");
        assertRefused(() -> NatsTransport.builder().requestTimeout(Duration.ofSeconds(-1)), "requestTimeout");
        assertRefused(() -> NatsTransport.builder().pingInterval(Duration.ZERO), "pingInterval");
        assertRefused(() -> NatsTransport.builder().watchHeartbeat(Duration.ofMillis(99)), "watchHeartbeat");
        assertRefused(() -> NatsTransport.builder().pendingBytes(-1), "pendingBytes");
        assertRefused(() -> NatsTransport.builder().jetStreamDomain("a.b"), "domain");
        assertRefused(
                () -> NatsTransport.builder().reconnectBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                "longest pause");
        assertRefused(
                () -> NatsTransport.builder().caCertificates(Path.of("ca.pem")).build(), "tlsRequired");
        assertRefused(
                () -> NatsTransport.builder()
                        .servers(List.of("tls://a", "nats://b"))
                        .build(),
                "some servers are tls://");
    }

    @Test
    void refusesMalformedCredentialsWithoutShowingThem() {
        String seed = "SUAFTAKRLLAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        assertThatThrownBy(() -> NatsCredentials.jwt("jwt", seed))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining(seed);
        assertRefused(() -> NatsCredentials.jwt("jwt", "SAAB"), "SU");
        assertRefused(() -> NatsCredentials.token(""), "token");
        assertRefused(() -> NatsCredentials.userPassword("a", ""), "password");
        assertThat(NatsCredentials.userPassword("me", "secret").toString()).doesNotContain("secret");
        assertThat(NatsCredentials.token("secret").toString()).doesNotContain("secret");
    }

    @Test
    void failsToStartWithUnreadableFilesInsteadOfTryingForEver(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "");
        Path missing = folder.resolve("missing");
        assertStartFails(NatsTransport.builder().credentials(NatsCredentials.file(missing)), "missing");
        assertStartFails(NatsTransport.builder().credentials(NatsCredentials.file(empty)), "nsc generate creds");
        assertStartFails(NatsTransport.builder().tlsRequired(true).caCertificates(missing), "missing");
        assertStartFails(NatsTransport.builder().tlsRequired(true).caCertificates(empty), "no certificate");
    }

    @Test
    void readsCredentialsFilesWithAnythingAroundAndRefusesThoseThatLackAPart(@TempDir Path folder) throws Exception {
        String jwt = "-----BEGIN NATS USER JWT-----\na.b-c.d_\n------END NATS USER JWT------\n";
        String seed = "SUAKY4TDRWBTHDXDVEN6IZHLIYG7MEUANO6TPF3FSMMMQX3OS5D22Q3LZU";
        String key = "-----BEGIN USER NKEY SEED-----\n" + seed + "\n------END USER NKEY SEED------\n";
        Path file = folder.resolve("host.creds");
        NatsTransportBuilder builder =
                NatsTransport.builder().server("nats://127.0.0.1:1").credentials(NatsCredentials.file(file));

        for (String good : List.of(jwt + key, "any text\n" + jwt + "\n*** IMPORTANT ***\n\n" + key + "more\n")) {
            Files.writeString(file, good);
            try (NatsTransport transport = builder.build()) {
                transport.start(new ConnectionLog());
            }
        }
        for (String bad : List.of(jwt, key, jwt.replace("a.b-c.d_\n", "") + key, jwt + key.replace(seed + "\n", ""))) {
            Files.writeString(file, bad);
            assertStartFails(builder, "nsc generate creds");
        }
        Files.writeString(file, jwt + key.replace("KY4T", "KY4U"));
        assertStartFails(builder, "malformed");
        Files.writeString(file, jwt + key.replace("SUAK", "SAAK"));
        assertStartFails(builder, "must begin with SU");
    }

    private static void assertStartFails(NatsTransportBuilder builder, String why) {
        try (NatsTransport transport = builder.build()) {
            assertThatThrownBy(() -> transport.start(new ConnectionLog()))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining(why);
        }
    }

    private static void assertRefused(ThrowingCallable attempt, String why) {
        assertThatThrownBy(attempt).isInstanceOf(ConfigurationException.class).hasMessageContaining(why);
    }
}
