package org.latticehost.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.latticehost.providers.internal.http.ServerFixture.answering;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;

class HttpServerRoutingTest {

    @Test
    void servesALinkOnItsOwnAddress() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering("hello"))) {
            assertThat(server.get("/any").body()).isEqualTo("hello");
        }
    }

    @Test
    void servesALinkWithoutAddressOnTheDefaultOne() throws Exception {
        try (ServerFixture server = ServerFixture.started()) {
            server.component("one", answering("hello"));
            server.link("one", Map.of());
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void takesTheAddressFromBase64BeforeJsonBeforeTheSingleKey() throws Exception {
        try (ServerFixture server = ServerFixture.started()) {
            server.component("one", answering("hello"));
            String json = "{\"address\": \"127.0.0.1:" + server.port + "\"}";
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
            server.link(
                    "one",
                    Map.of(
                            "config_b64",
                            base64,
                            "config_json",
                            "{\"address\": \"127.0.0.1:1\"}",
                            "address",
                            "nowhere"));
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void ignoresTheCaseOfKeysAndAPortByItself() throws Exception {
        try (ServerFixture server = ServerFixture.started()) {
            server.component("one", answering("hello"));
            server.link("one", Map.of("Address", "127.0.0.1:" + server.port, "PORT", "1"));
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void servesTwoLinksOnTwoAddresses() throws Exception {
        try (ServerFixture server = ServerFixture.started()) {
            server.component("one", answering("first"));
            server.component("two", answering("second"));
            int other = ServerFixture.freePort();
            server.link("one", Map.of());
            server.link("two", Map.of("address", "127.0.0.1:" + other));
            assertThat(server.get("/").body()).isEqualTo("first");
            assertThat(server.get(server.uri(other, "/")).body()).isEqualTo("second");
            server.unlink("one");
            assertThatThrownBy(() -> server.exchange("x")).isInstanceOf(ConnectException.class);
            assertThat(server.get(server.uri(other, "/")).body()).isEqualTo("second");
        }
    }

    @Test
    void freesTheAddressWhenTheLinkIsRemoved() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering("before"))) {
            assertThat(server.get("/").body()).isEqualTo("before");
            server.unlink("one");
            assertThatThrownBy(() -> server.exchange("GET / HTTP/1.1\r\n\r\n")).isInstanceOf(ConnectException.class);
            server.component("one", answering("after"));
            server.link("one", Map.of("address", "127.0.0.1:" + server.port));
            assertThat(server.get("/").body()).isEqualTo("after");
        }
    }

    @Test
    void namesAddressAndRemedyWhenThePortOfALinkIsInUse() throws Exception {
        try (ServerFixture server = ServerFixture.started()) {
            Map<String, String> config = Map.of("address", "127.0.0.1:" + server.port);
            try (ServerSocket taken = new ServerSocket(server.port, 1, InetAddress.getLoopbackAddress())) {
                assertThatThrownBy(() -> server.link("one", config))
                        .isInstanceOfSatisfying(
                                ProviderException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_IN_USE))
                        .hasMessageContainingAll(
                                "component 'one'", "127.0.0.1:" + taken.getLocalPort(), "in use", "configure another");
            }
            server.component("one", answering("at last"));
            server.link("one", config);
            assertThat(server.get("/").body()).isEqualTo("at last");
        }
    }

    @Test
    void doesNotStartInPathModeWhenThePortIsInUse() throws Exception {
        ServerFixture server = new ServerFixture();
        try (server;
                ServerSocket taken = new ServerSocket(server.port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> server.start("routing_mode", "path"))
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_IN_USE))
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        await().untilAsserted(() -> assertThat(ServerFixture.serverThreads()).isEmpty());
    }

    @Test
    void refusesAnUnknownRoutingMode() {
        try (ServerFixture server = new ServerFixture()) {
            assertThatThrownBy(() -> server.start("routing_mode", "magic"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContainingAll("unknown routing_mode 'magic'", "address, path or host");
        }
    }

    @Test
    void refusesAnAddressThatIsNone() {
        try (ServerFixture server = new ServerFixture()) {
            assertThatThrownBy(() -> server.start("default_address", "8080"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContainingAll("default_address", "'8080'", "127.0.0.1:8080");
        }
    }

    @Test
    void tellsLinksApartByExactPath() throws Exception {
        try (ServerFixture server = ServerFixture.started("routing_mode", "path")) {
            server.component("one", answering("first"));
            server.component("two", answering("second"));
            server.link("one", Map.of("path", "/one"));
            server.link("two", Map.of("path", "/two"));
            assertThat(server.get("/one?x=1").body()).isEqualTo("first");
            assertThat(server.get("/two").body()).isEqualTo("second");
            assertThat(server.get("/one/").statusCode()).isEqualTo(404);
            assertThat(server.get("/").body()).isEmpty();
            server.unlink("one");
            assertThat(server.get("/one").statusCode()).isEqualTo(404);
            assertThat(server.get("/two").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesALinkWithoutPathOrWithATakenOne() {
        try (ServerFixture server = ServerFixture.started("routing_mode", "path")) {
            server.link("one", Map.of("path", "/one"));
            assertThatThrownBy(() -> server.link("two", Map.of()))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContainingAll("component 'two'", "no 'path'");
            assertThatThrownBy(() -> server.link("two", Map.of("path", "/one")))
                    .hasMessageContainingAll("path '/one' belongs to component 'one'", "choose another");
            assertThatThrownBy(() -> server.link("one", Map.of("path", "/other")))
                    .hasMessageContaining("has path '/one' already");
            assertThatThrownBy(() -> server.link("one", "second", Map.of("path", "/one")))
                    .hasMessageContaining("belongs to component 'one'");
        }
    }

    @Test
    void tellsLinksApartByHost() throws Exception {
        try (ServerFixture server = ServerFixture.started("routing_mode", "host", "header", "x-host")) {
            server.component("one", answering("first"));
            server.link("one", Map.of("host", "one.example"));
            server.link("one", Map.of("host", "one.example"));
            assertThat(server.get("/", "x-host", "one.example").body()).isEqualTo("first");
            assertThat(server.get("/", "x-host", "two.example").statusCode()).isEqualTo(404);
            assertThat(server.get("/").statusCode()).isEqualTo(400);
            assertThat(server.get("/").body()).isEqualTo("missing host header");
            assertThatThrownBy(() -> server.link("two", Map.of("host", "one.example")))
                    .hasMessageContaining("belongs to component 'one'");
            assertThatThrownBy(() -> server.link("one", Map.of("host", "other.example")))
                    .hasMessageContaining("has host 'one.example' already");
        }
    }

    @Test
    void routesByTheHostFieldUnlessToldOtherwise() throws Exception {
        try (ServerFixture server = ServerFixture.started("routing_mode", "host")) {
            server.component("one", answering("first"));
            server.link("one", Map.of("host", "127.0.0.1:" + server.port));
            assertThat(server.get("/").body()).isEqualTo("first");
        }
    }

    @Test
    void refusesALinkThatIsNotForAnIncomingHandler() {
        try (ServerFixture server = ServerFixture.started()) {
            assertThatThrownBy(() -> server.provider.linkAdded(new org.latticehost.host.spi.ResolvedLink(
                            org.latticehost.host.model.Link.from("http")
                                    .to("one")
                                    .interfaces("wasi:keyvalue", "store")
                                    .build(),
                            Map.of(),
                            Map.of(),
                            true)))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("wasi:http/incoming-handler");
        }
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(java.util.ServiceLoader.load(org.latticehost.host.spi.CapabilityProviderFactory.class))
                .anySatisfy(factory -> {
                    assertThat(factory.name()).isEqualTo("http-server");
                    assertThat(factory.create()).isInstanceOf(HttpServerProvider.class);
                });
    }
}
