package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.SecretStore;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.text.WitPackage;

/** Providers in Java, for components of their own host and of others: with the same outcome. */
class OffersTest extends TestHosts {
    private static final Link TO_SHELF = Link.from("one")
            .to("shelf")
            .interfaces("wasi:keyvalue", "store")
            .targetConfig("room")
            .build();
    private static final Link TO_GREETER =
            Link.from("one").to("greeter").interfaces("test:app", "dep").build();
    private static final WitInterface DEP = WitPackage.parse("""
            package test:app@0.1.0;
            interface dep {
              echo: func(text: string) -> string;
              block: func(text: string) -> string;
            }
            """).get("dep");

    private final AtomicInteger interrupted = new AtomicInteger();

    /** Serves only the form that travels: every key of a bucket is the bucket's name and the link's configuration. */
    private static final class Shelf implements CapabilityProvider, CapabilityProviderFactory {
        @Override
        public String name() {
            return "shelf";
        }

        @Override
        public CapabilityProvider create() {
            return this;
        }

        @Override
        public void start(ProviderContext context) {}

        @Override
        public List<WitInterface> offers() {
            return List.of(WireInterfaces.KEYVALUE_STORE);
        }

        @Override
        public Optional<HostInterface> serve(WitInterface wanted, ResolvedLink link) {
            if (!wanted.name().equals(WireInterfaces.KEYVALUE_STORE.name())) {
                return Optional.empty();
            }
            return Optional.of(HostInterface.builder(wanted)
                    .function(
                            "get",
                            (call, args) -> WitResult.ok(Optional.of(
                                    (call.invocation().componentId() + " finds " + args[1] + " of " + args[0] + " in "
                                                    + link.targetConfig().get("name"))
                                            .getBytes(StandardCharsets.UTF_8))))
                    .build());
        }

        @Override
        public void stop(Duration grace) {}
    }

    /** The Java side of the interface. */
    interface Dep {
        String echo(String text);
    }

    /** A Java object. */
    public final class Greeter {
        public String echo(String text) {
            return "Java says " + text;
        }

        public String block(String text) throws InterruptedException {
            try {
                return CompletableFuture.supplyAsync(() -> text, later -> {}).get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        }
    }

    private static Object call(WasmCloudHost host, String function, String text) {
        return host.component("one")
                .call(FakeRuntime.API, function, List.of(text), Context.root())
                .toCompletableFuture()
                .join();
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> fails(
            WasmCloudHost host, String function, Class<? extends HostException> type) {
        return assertThatThrownBy(() -> call(host, function, "hi")).cause().isInstanceOf(type);
    }

    private WasmCloudHost second(WasmCloudHost first, String where) {
        return where.equals("local") ? first : start(withCapabilities());
    }

    private org.latticehost.host.WasmCloudHostBuilder withCapabilities() {
        return builder().provider(new Shelf());
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void aStoreThatIsWrittenForTheLatticeServesTheKeyValueImportsOfComponents(String where) {
        WasmCloudHost host = start(withCapabilities());
        host.scale(scale("one", "a"));
        host.putConfig("room", Map.of("name", "the attic"));
        host.putLink(TO_SHELF);
        second(host, where).startProvider(StartProvider.builtin("shelf", "shelf"));

        assertThat(call(host, "fetch", "books")).isEqualTo("one finds k of books in the attic");
    }

    @Test
    void callersOfOtherHostsNeedALinkUnlessTheProviderServesAll() {
        WasmCloudHost host = start();
        WasmCloudHost other = start(withCapabilities());
        other.startProvider(StartProvider.builtin("shelf", "shelf"));

        assertThatThrownBy(() -> host.component("shelf")
                        .call(
                                WireInterfaces.KEYVALUE_STORE.name().toString(),
                                "get",
                                WireInterfaces.KEYVALUE_STORE.function("get"),
                                List.of("books", "k"),
                                Context.root())
                        .toCompletableFuture()
                        .join())
                .cause()
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("incomplete results");
    }

    @Test
    void aJavaObjectIsOfferedToTheLatticeWhenAsked() {
        WasmCloudHost host = start();
        host.scale(scale("one", "a"));
        host.putLink(TO_GREETER);
        WasmCloudHost other = start(builder()
                .provide(
                        "greeter",
                        List.of(JavaCapability.of(FakeRuntime.DEP, new Greeter())
                                .toLattice(DEP))));

        assertThat(call(host, "ask", "hi")).isEqualTo("Java says hi");
        assertThat(host.component("greeter")
                        .call(FakeRuntime.DEP, "echo", FakeRuntime.TEXT, List.of("ho"), Context.root())
                        .toCompletableFuture()
                        .join())
                .as("called by Java code")
                .isEqualTo("Java says ho");
        assertThat(host.component("greeter", Dep.class, DEP).echo("hey"))
                .as("called through a Java interface")
                .isEqualTo("Java says hey");

        other.stopProvider("greeter");
        fails(host, "ask", LinkException.class).matches(e -> ((LinkException) e).code() == ErrorCode.NO_RESPONDERS);
    }

    @Test
    void aJavaObjectIsInterruptedWhenItsCallerGivesUp() {
        WasmCloudHost host = start(builder());
        host.scale(scale("one", "a").limits(ComponentLimits.none().maxExecutionTime(Duration.ofMillis(300))));
        host.putLink(TO_GREETER);
        start(builder()
                .limits(HostLimits.defaults().maxExecutionTime(Duration.ofMillis(600)))
                .provide(
                        "greeter",
                        List.of(JavaCapability.of(FakeRuntime.DEP, new Greeter())
                                .toLattice(DEP))));

        fails(host, "await", InvocationTimeoutException.class);

        await().untilAsserted(() -> assertThat(interrupted).hasValue(1));
    }

    @Test
    void whatIsOfferedMustBeTheSameInterfaceAndHaveNoResources() {
        JavaCapability capability = JavaCapability.of(FakeRuntime.DEP, new Greeter());

        assertThatThrownBy(() -> capability.toLattice(FakeRuntime.STORE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wasi:keyvalue/store");
        JavaCapability store = JavaCapability.of("wasi:keyvalue/store@0.2.0-draft", new Greeter());
        assertThatThrownBy(() -> store.toLattice(FakeRuntime.STORE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[bucket]");
    }

    @Test
    void aComponentGetsTheSecretsThatItsConfigurationListsAndNoOthers() {
        WasmCloudHost host =
                start(builder().secretStore(SecretStore.of(Map.of("db", "s3cret", "other", "not for you"))));
        host.scale(scale("one", "a").config("SECRET_db", "SECRET_absent"));

        assertThat(call(host, "reveal", "db")).isEqualTo("string(\"s3cret\")");
        assertThat(call(host, "reveal", "other")).isEqualTo("not-found");
        assertThat(call(host, "reveal", "absent")).isEqualTo("not-found");
    }
}
