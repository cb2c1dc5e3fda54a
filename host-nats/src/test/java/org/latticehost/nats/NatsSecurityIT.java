package org.latticehost.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.latticehost.testkit.lattice.LatticeFixture.SOON;

import io.nats.client.NKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.testkit.lattice.ConnectionLog;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;
import org.latticehost.testkit.lattice.Received;

/** Who may connect, and to whom we connect. */
class NatsSecurityIT {

    private static void assertConnects(NatsTransportBuilder builder) {
        try (NatsTransport transport = builder.build()) {
            ConnectionLog log = new ConnectionLog();
            transport.start(log);
            assertThat(log.next()).isEqualTo("connected");
            Received<LatticeMessage> received = new Received<>();
            transport.control().subscribe("a", null, received);
            transport.control().flush(SOON);
            transport.rpc().publish(LatticeMessage.of("a", "x"));
            assertThat(received.next().text()).isEqualTo("x");
        }
    }

    /** Refused, and not given up: it connects as soon as the server lets it. */
    private static void assertRefused(NatsTransportBuilder builder) {
        try (NatsTransport transport = builder.reconnectBackoff(Duration.ofMillis(20), Duration.ofMillis(100))
                .build()) {
            ConnectionLog log = new ConnectionLog();
            transport.start(log);
            await().during(Duration.ofMillis(700)).atMost(SOON).until(() -> !transport.connected());
            assertThat(log.soFar()).isEmpty();
        }
    }

    @Test
    void connectsWithUserAndPassword() {
        try (NatsServer server = NatsServers.onFreePort("authorization { user: host, password: \"p w\" }")) {
            NatsTransportBuilder builder = NatsTransport.builder().server(server.url());
            assertRefused(builder);
            assertRefused(builder.credentials(NatsCredentials.userPassword("host", "wrong")));
            assertConnects(builder.credentials(NatsCredentials.userPassword("host", "p w")));
            assertConnects(builder.credentials(NatsCredentials.none())
                    .controlCredentials(NatsCredentials.userPassword("host", "p w"))
                    .rpcCredentials(NatsCredentials.userPassword("host", "p w")));
        }
    }

    @Test
    void connectsWithAToken() {
        try (NatsServer server = NatsServers.onFreePort("authorization { token: \"t0ken\" }")) {
            assertConnects(NatsTransport.builder().server(server.url()).credentials(NatsCredentials.token("t0ken")));
        }
    }

    @Test
    void connectsWithAJwtAndWithACredentialsFile(@TempDir Path folder) throws Exception {
        NKey operator = NKey.createOperator(null);
        NKey account = NKey.createAccount(null);
        NKey user = NKey.createUser(null);
        String operatorJwt = jwt(operator, operator, "\"type\":\"operator\"");
        NKey system = NKey.createAccount(null);
        String accountClaims = "\"type\":\"account\",\"limits\":{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,"
                + "\"exports\":-1,\"wildcards\":true,\"conn\":-1,\"leaf\":-1}";
        String accountJwt = jwt(operator, account, accountClaims);
        String systemJwt = jwt(operator, system, accountClaims);
        String userJwt = jwt(account, user, "\"type\":\"user\",\"subs\":-1,\"data\":-1,\"payload\":-1");
        String seed = new String(user.getSeed());
        String accountId = new String(account.getPublicKey());
        String systemId = new String(system.getPublicKey());
        Path file = Files.writeString(
                folder.resolve("host.creds"),
                "-----BEGIN NATS USER JWT-----\n" + userJwt
                        + "\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n" + seed
                        + "\n------END USER NKEY SEED------\n");
        try (NatsServer server = NatsServers.onFreePort("operator: \"" + operatorJwt + "\"\nresolver: MEMORY\n"
                + "system_account: " + systemId + "\nresolver_preload: { " + accountId + ": \"" + accountJwt + "\", "
                + systemId + ": \"" + systemJwt + "\" }")) {
            NatsTransportBuilder builder = NatsTransport.builder().server(server.url());
            assertRefused(builder);
            assertConnects(builder.credentials(NatsCredentials.jwt(userJwt, seed)));
            assertConnects(builder.credentials(NatsCredentials.file(file)));
        }
    }

    private static String jwt(NKey issuer, NKey subject, String nats) throws Exception {
        String claims = "{\"jti\":\"" + System.nanoTime() + "\",\"iat\":1700000000,\"iss\":\""
                + new String(issuer.getPublicKey()) + "\",\"name\":\"test\",\"sub\":\""
                + new String(subject.getPublicKey()) + "\",\"nats\":{" + nats + ",\"version\":2}}";
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}".getBytes(UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(UTF_8));
        return signed + "." + base64.encodeToString(issuer.sign(signed.getBytes(UTF_8)));
    }

    @Test
    void connectsOnlyToAServerWhoseCertificateIsTrustedAndNamesIt(@TempDir Path folder) throws Exception {
        Certificate good = Certificate.make(folder, "good", "dns:localhost");
        Certificate otherName = Certificate.make(folder, "other", "dns:elsewhere.example");
        try (NatsServer server = NatsServers.onFreePort(good.tlsBlock())) {
            String url = "tls://localhost:" + server.port();
            assertConnects(NatsTransport.builder().server(url).caCertificates(good.pem()));
            assertConnects(NatsTransport.builder()
                    .server("nats://localhost:" + server.port())
                    .tlsRequired(true)
                    .caCertificates(good.pem()));
            assertRefused(NatsTransport.builder().server(url).caCertificates(otherName.pem()));
            assertRefused(NatsTransport.builder().server(url));
            assertRefused(NatsTransport.builder().server(server.url()));
        }
        try (NatsServer server = NatsServers.onFreePort(otherName.tlsBlock())) {
            String url = "tls://localhost:" + server.port();
            assertRefused(NatsTransport.builder().server(url).caCertificates(otherName.pem()));
        }
        try (NatsServer plain = NatsServers.onFreePort()) {
            assertRefused(NatsTransport.builder().server(plain.url()).tlsRequired(true));
        }
    }

    /** A certificate that signs itself, made with the keytool of the JDK. */
    private record Certificate(Path pem, Path key) {
        private static final String PASSWORD = "changeit";

        static Certificate make(Path folder, String name, String subjectAlternative) throws Exception {
            Path store = folder.resolve(name + ".p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "san=" + subjectAlternative,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .inheritIO()
                    .start();
            assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Path pem = folder.resolve(name + ".pem");
            Path key = folder.resolve(name + ".key");
            write(pem, "CERTIFICATE", keys.getCertificate("server").getEncoded());
            write(
                    key,
                    "PRIVATE KEY",
                    keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
            return new Certificate(pem, key);
        }

        private static void write(Path file, String kind, byte[] content) throws Exception {
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
            Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
        }

        String tlsBlock() {
            return "tls { cert_file: \"" + pem + "\", key_file: \"" + key + "\" }";
        }
    }
}
