package org.latticehost.providers.internal.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;

@Timeout(30)
class JettyClientTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static KeyStore keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        Path file = folder.resolve("keys.p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=elsewhere",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString());
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor())
                .isZero();
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
    }

    @Test
    void aServerOfTheFileIsTrusted() throws Exception {
        try (ScriptedServer server = server()) {
            HttpResponse answer = get(server.authority(), TrustedRoots.of(Map.of("ssl_certs_file", pem())));
            assertThat(answer.body().read(100)).isEqualTo("hi".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aServerThatNobodyNamedIsNot() throws Exception {
        try (ScriptedServer server = server()) {
            assertNotTrusted(server.authority(), Optional.empty());
        }
    }

    @Test
    void aCertificateForAnotherNameIsNot() throws Exception {
        try (ScriptedServer server = server()) {
            String authority = server.authority().replace("127.0.0.1", "localhost");
            assertNotTrusted(authority, TrustedRoots.of(Map.of("ssl_certs_file", pem())));
        }
    }

    private static void assertNotTrusted(String authority, Optional<SSLContext> roots) {
        assertThatThrownBy(() -> get(authority, roots))
                .cause()
                .isInstanceOfSatisfying(
                        HttpErrorException.class,
                        e -> assertThat(e.errorCode()).as(e.getMessage()).isEqualTo("TLS-protocol-error"));
    }

    private static HttpResponse get(String authority, Optional<SSLContext> roots) throws Exception {
        JettyClient client = JettyClient.start(roots);
        try {
            HttpRequest request =
                    new HttpRequest("GET", "https", Optional.of(authority), "/", HttpFields.none(), BytePipe.empty());
            return client.handle(request, Context.root()).toCompletableFuture().get(10, TimeUnit.SECONDS);
        } finally {
            client.close(Duration.ofSeconds(5));
        }
    }

    private static ScriptedServer server() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new ScriptedServer(
                context.getServerSocketFactory().createServerSocket(0, 1),
                (in, out) -> out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes(StandardCharsets.US_ASCII)));
    }

    private static String pem() throws Exception {
        String text = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("server").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(folder.resolve("cert.pem"), text).toString();
    }
}
