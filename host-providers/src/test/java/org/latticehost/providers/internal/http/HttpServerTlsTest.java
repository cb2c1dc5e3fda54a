package org.latticehost.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticehost.providers.internal.http.ServerFixture.answering;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.http.HttpHandler;

class HttpServerTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    @Test
    void servesOverTlsAndTellsTheComponent() throws Exception {
        KeyStore keys = keys();
        Map<String, String> config = pem(keys);
        HttpHandler handler = (request, context) -> answering(request.scheme()).handle(request, context);
        try (ServerFixture server = ServerFixture.started()) {
            server.component("one", handler);
            server.link("one", config);
            try (SSLSocket socket =
                    (SSLSocket) trusting(keys).getSocketFactory().createSocket("127.0.0.1", server.port)) {
                byte[] request = ServerFixture.head("GET / HTTP/1.1", "Host: a", "Connection: close")
                        .getBytes(StandardCharsets.US_ASCII);
                socket.getOutputStream().write(request);
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 200")
                        .contains("https");
            }
        }
    }

    @Test
    void namesTheFileWhenItIsNoKey() throws Exception {
        Map<String, String> config = pem(keys());
        Files.writeString(Path.of(config.get("tls_priv_key_file")), "no key");
        try (ServerFixture server = ServerFixture.started()) {
            assertThatThrownBy(() -> server.link("one", config))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                    .hasMessageContainingAll(config.get("tls_priv_key_file"), "PKCS #8");
        }
    }

    private KeyStore keys() throws Exception {
        Path file = folder.resolve("keys.p12");
        String command =
                "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1 -storetype PKCS12"
                        + " -storepass changeit -keystore " + file;
        Process process = new ProcessBuilder(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()),
                                java.util.Arrays.stream(command.split(" ", -1)))
                        .toList())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private Map<String, String> pem(KeyStore keys) throws Exception {
        Certificate certificate = keys.getCertificate("server");
        Path certificateFile = write("cert.pem", "CERTIFICATE", certificate.getEncoded());
        Path keyFile =
                write("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
        return Map.of("tls_cert_file", certificateFile.toString(), "tls_priv_key_file", keyFile.toString());
    }

    private Path write(String name, String label, byte[] der) throws Exception {
        String text = "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label + "-----\n";
        return Files.writeString(folder.resolve(name), text);
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
