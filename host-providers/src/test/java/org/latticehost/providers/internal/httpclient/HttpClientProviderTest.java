package org.latticehost.providers.internal.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.OutgoingHttp;
import org.latticehost.host.spi.OutgoingHttpClient;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;

class HttpClientProviderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com | http | example.com | true",
                "example.com | https | EXAMPLE.com:8443 | true",
                "example.com:8443 | https | example.com | false",
                "example.com:443 | https | example.com | true",
                "example.com:443 | http | example.com | false",
                "*.example.com | https | api.example.com | true",
                "*.example.com | https | example.com | false",
                "*.example.com | https | evilexample.com | false",
                "a.org, example.com | http | example.com | true",
                "example.com | http | example.com@evil.org | false",
                "example.com | http | evil.org | false",
                "*.example.com | http | evil.org/.example.com | false",
                "*.example.com | http | evil.org?.example.com | false",
                "*.example.com | http | evil.org#.example.com | false",
                "*.example.com | http | evil.org\\.example.com | false",
                "[::1]:80 | http | [::1] | true",
                "example.com | http | example.com:x | false",
                "'' | http | example.com | false",
            })
    void sendsOnlyWhereItIsAllowed(String allowed, String scheme, String authority, boolean covered) {
        assertThat(AllowedHosts.of(Map.of("allowed_hosts", allowed)).cover(request(scheme, authority)))
                .isEqualTo(covered);
    }

    @Test
    void withoutAListEveryHostIsAllowed() {
        assertThat(AllowedHosts.of(Map.of()).cover(request("http", "anywhere"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a.*", "http://a", "a:0", "a:port", "*.", "u@a"})
    void aMalformedHostIsNamed(String wrong) {
        assertThatThrownBy(() -> AllowedHosts.of(Map.of("allowed_hosts", wrong)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + wrong + "'");
    }

    @Test
    void trustsNobodyOnlyIfTold() {
        assertThat(TrustedRoots.of(Map.of())).isEmpty();
        assertThatThrownBy(() -> TrustedRoots.of(Map.of("load_native_certs", "false", "load_webpki_certs", "no")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nobody is trusted");
        assertThatThrownBy(() -> TrustedRoots.of(Map.of("ssl_certs_file", "/nowhere/ca.pem")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("/nowhere/ca.pem");
    }

    @Test
    void trustsAFileBesideOrInsteadOfWhomTheJvmTrusts(@TempDir Path folder) throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509Certificate root = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
        Path pem = Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(root.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");

        assertThat(TrustedRoots.of(Map.of("ssl_certs_file", pem.toString()))).isPresent();
        assertThat(TrustedRoots.of(Map.of(
                        "ssl_certs_file", pem.toString(), "load_native_certs", "false", "load_webpki_certs", "false")))
                .isPresent();
    }

    @Test
    void keysInCapitalsRestrictAsWell() {
        CompletableFuture<HttpRequest> sent = new CompletableFuture<>();
        HttpClientProvider provider = new HttpClientProvider(tls -> new Recorder(sent));
        provider.start(new Context(Map.of("ALLOWED_HOSTS", "example.com, other.com")));
        Link link = Link.from("component")
                .to("web")
                .interfaces("wasi:http", "outgoing-handler")
                .build();
        ResolvedLink resolved = new ResolvedLink(link, Map.of(), Map.of("Allowed_Hosts", "other.com, evil.org"), false);
        provider.linkAdded(resolved);
        OutgoingHttp http = provider.http(resolved).orElseThrow();

        for (String denied : List.of("example.com", "evil.org", "localhost")) {
            assertThat(http.handle(request("http", denied), io.opentelemetry.context.Context.root())
                            .toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(1))
                    .withThrowableThat()
                    .withCauseInstanceOf(HttpErrorException.class);
        }
        assertThat(sent).isNotDone();
        var unused = http.handle(request("http", "other.com"), io.opentelemetry.context.Context.root());
        assertThat(sent.join().headers().first("user-agent")).contains("latticehost");
        provider.stop(Duration.ZERO);
    }

    private record Recorder(CompletableFuture<HttpRequest> sent) implements OutgoingHttpClient {
        @Override
        public CompletionStage<HttpResponse> handle(HttpRequest request, io.opentelemetry.context.Context telemetry) {
            sent.complete(request);
            return new CompletableFuture<>();
        }

        @Override
        public void close(Duration grace) {
            // Nothing is held.
        }
    }

    private record Context(Map<String, String> config) implements ProviderContext {
        @Override
        public String hostId() {
            return "host";
        }

        @Override
        public String lattice() {
            return "default";
        }

        @Override
        public String providerId() {
            return "web";
        }

        @Override
        public OpenTelemetry telemetry() {
            return OpenTelemetry.noop();
        }

        @Override
        public MessageBus rpc() {
            throw new AssertionError("not needed");
        }

        @Override
        public ComponentTarget component(String componentId) {
            throw new AssertionError("not needed");
        }
    }

    private static HttpRequest request(String scheme, String authority) {
        BytePipe body = BytePipe.empty();
        return new HttpRequest("GET", scheme, Optional.of(authority), "/", HttpFields.none(), body);
    }
}
