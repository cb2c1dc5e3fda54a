package org.latticehost.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.latticehost.providers.internal.http.ServerFixture.answering;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;

/** A link of the server is led to another component while requests come in. */
class HttpServerRelinkTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean done;
    /** The last round whose change was begun, and was made. */
    private volatile int begun;

    private volatile int made;

    @AfterEach
    void stop() {
        done = true;
        threads.shutdownNow();
    }

    @Test
    void noRequestIsLostInAddressMode() throws Exception {
        underLoad(Map.of());
    }

    @Test
    void noRequestIsLostInPathMode() throws Exception {
        underLoad(Map.of("path", "/busy"), "routing_mode", "path");
    }

    private void underLoad(Map<String, String> config, String... settings) throws Exception {
        try (ServerFixture server = ServerFixture.started(settings)) {
            for (int i = 0; i < 3; i++) {
                server.component("c" + i, answering(Integer.toString(i)));
            }
            server.link("c0", config);
            List<CompletableFuture<Void>> clients = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> requestUntilDone(server), threads))
                    .toList();
            for (int round = 1; round <= 20; round++) {
                int enough = answered.get() + 20;
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> answered.get() >= enough
                                || clients.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
                begun = round;
                server.relink("c" + (round - 1) % 3, "c" + round % 3, config);
                made = round;
            }
            done = true;
            for (CompletableFuture<Void> client : clients) {
                client.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private void requestUntilDone(ServerFixture server) {
        while (!done) {
            int first = made;
            String answer;
            try {
                answer = server.get("/busy").body();
            } catch (Exception e) {
                throw new AssertionError("a request was lost in round " + begun, e);
            }
            assertThat(IntStream.rangeClosed(first, begun).mapToObj(round -> Integer.toString(round % 3)))
                    .contains(answer);
            answered.incrementAndGet();
        }
    }

    @Test
    void aLinkMayMoveToAnotherAddress() throws Exception {
        try (ServerFixture server = ServerFixture.started()) {
            server.component("one", answering("hello"));
            server.link("one", Map.of());
            int other = ServerFixture.freePort();

            server.relink("one", "one", Map.of("address", "127.0.0.1:" + other));

            assertThat(server.get(server.uri(other, "/")).body()).isEqualTo("hello");
            assertThatThrownBy(() -> server.exchange("x")).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void ofALinkThatCannotBeReplacedNothingRemains() throws Exception {
        try (ServerFixture server = ServerFixture.started("routing_mode", "path")) {
            server.component("one", answering("first"));
            server.component("two", answering("second"));
            server.link("one", Map.of("path", "/one"));
            server.link("two", Map.of("path", "/two"));

            assertThatThrownBy(() -> server.relink("one", "three", Map.of("path", "/two")))
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));

            assertThat(server.get("/one").statusCode()).isEqualTo(404);
            assertThat(server.get("/two").body()).isEqualTo("second");
        }
    }

    @Test
    void aWrongSettingOfTheNewLinkClosesTheOldAddress() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering("hello"))) {
            assertThatThrownBy(() -> server.relink("one", "two", Map.of("address", "nowhere")))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("address");
            assertThatThrownBy(() -> server.exchange("x")).isInstanceOf(ConnectException.class);
        }
    }
}
