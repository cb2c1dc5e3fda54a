package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.SecretStore;
import org.latticehost.host.wit.WitInterface;

class ProvidersTest extends TestHosts {
    private final List<String> log = new CopyOnWriteArrayList<>();

    private CapabilityProviderFactory shouter() {
        return new CapabilityProviderFactory() {
            @Override
            public String name() {
                return "shouter";
            }

            @Override
            public CapabilityProvider create() {
                return new Shouter();
            }
        };
    }

    /** Serves any interface: every function shouts its argument. */
    private final class Shouter implements CapabilityProvider {
        @Override
        public void start(ProviderContext context) {
            if (context.config().containsKey("fail")) {
                throw new ProviderException(ErrorCode.ADDRESS_IN_USE, "address in use");
            }
            log.add("start " + context.config()
                    + (context.secrets().isEmpty() ? "" : " " + revealed(context.secrets())));
        }

        @Override
        public void linkAdded(ResolvedLink link) {
            check(link);
            log.add("add " + link.link().source() + " " + link.targetConfig()
                    + (link.secrets().isEmpty() ? "" : " " + revealed(link.secrets())));
        }

        private Map<String, Object> revealed(Map<String, SecretStore.Secret> secrets) {
            Map<String, Object> all = new TreeMap<>();
            secrets.forEach((name, secret) -> all.put(name, secret.reveal()));
            return all;
        }

        private void check(ResolvedLink link) {
            if (link.sourceConfig().containsKey("fail")) {
                throw new ProviderException(ErrorCode.ADDRESS_IN_USE, "address in use");
            }
        }

        @Override
        public void linkReplaced(ResolvedLink before, ResolvedLink after) {
            log.add("replace " + before.link().target() + " by " + after.link().target());
            check(after);
        }

        @Override
        public void linkRemoved(ResolvedLink link) {
            log.add("remove " + link.link().source());
        }

        @Override
        public void configUpdated(Map<String, String> config) {
            log.add("config " + config);
        }

        @Override
        public Optional<HostInterface> serve(WitInterface wanted, ResolvedLink link) {
            HostInterface.Builder builder = HostInterface.builder(wanted);
            wanted.functions()
                    .keySet()
                    .forEach(name -> builder.function(
                            name, (call, args) -> args[0].toString().toUpperCase(Locale.ROOT)));
            return Optional.of(builder.build());
        }

        @Override
        public void stop(Duration grace) {
            log.add("stop");
        }
    }

    private static Link link(String target) {
        return Link.from("hello").to(target).interfaces("test:app", "dep").build();
    }

    @Test
    void servesTheImportsOfLinkedComponents() {
        WasmCloudHost host = start(builder().provider(shouter()));
        host.startProvider(StartProvider.builtin("loud", "shouter").annotation("k", "v"));
        host.scale(scale("hello", "a"));
        host.putLink(link("loud"));

        assertThat(ComponentsTest.call(host, "hello", "ask", "hi").join()).isEqualTo("HI");
        assertThat(host.inventory().provider("loud").orElseThrow().reference()).isEqualTo("shouter");

        host.stopProvider("loud");

        assertThat(log).containsExactly("start {}", "add hello {}", "stop");
        await().untilAsserted(() -> assertThat(events.names())
                .containsExactly(
                        "host_started", "provider_started", "component_scaled", "linkdef_set", "provider_stopped"));
        assertThat(events.data("provider_started"))
                .isEqualTo("{\"annotations\":{\"k\":\"v\"},\"host_id\":\"" + host.id()
                        + "\",\"image_ref\":\"shouter\",\"provider_id\":\"loud\"}");
        assertThat(events.data("provider_stopped")).contains("\"reason\":\"stop\"");
    }

    @Test
    void learnsLinksMadeBeforeItAndElsewhere() {
        WasmCloudHost host = start(builder().provider(shouter()).secretStore(SecretStore.of(Map.of("key", "k1"))));
        WasmCloudHost other = start();
        other.putConfig("tone", Map.of("volume", "11"));
        other.putConfig("SECRET_key", Map.of("backend", "vault", "key", "k")); // where it is, no configuration
        other.putLink(Link.from("hello")
                .to("loud")
                .interfaces("test:app", "dep")
                .targetConfig("tone", "SECRET_key")
                .build());
        await().untilAsserted(() -> assertThat(host.links()).hasSize(1));

        host.startProvider(StartProvider.builtin("loud", "shouter"));
        assertThat(log).containsExactly("start {}", "add hello {volume=11} {key=k1}");

        other.deleteLink("hello", "test:app", "default");
        await().untilAsserted(() -> assertThat(log).endsWith("remove hello"));
        assertThat(host.links()).isEmpty();
    }

    @Test
    void getsTheSecretsOfItsSideOfALinkUnderTheNamesOfTheirReferences() {
        WasmCloudHost host = start(builder()
                .provider(shouter())
                .secretStore(SecretStore.of(Map.of("cache-url", "redis://:pw@there", "other", "x"))));
        host.startProvider(StartProvider.builtin("loud", "shouter"));
        host.putConfig("SECRET_cache-url", Map.of("name", "URL"));
        host.putConfig("SECRET_other", Map.of());
        host.putConfig("SECRET_absent", Map.of());

        host.putLink(link("loud").toBuilder()
                .sourceConfig("SECRET_other")
                .targetConfig("SECRET_cache-url")
                .build());
        assertThat(log).containsExactly("start {}", "add hello {} {URL=redis://:pw@there}");

        assertThatThrownBy(() -> host.putLink(link("loud").toBuilder()
                        .name("second")
                        .targetConfig("SECRET_absent")
                        .build()))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("no secret 'absent'")
                .hasMessageContaining("secretStore");
        assertThat(log).hasSize(2);
    }

    @Test
    void getsTheSecretsThatItsOwnConfigurationLists() {
        WasmCloudHost host = start(builder().provider(shouter()).secretStore(SecretStore.of(Map.of("seed", "SU1"))));
        host.startProvider(
                StartProvider.builtin("loud", "shouter").config("SECRET_seed").configValue("volume", "11"));
        assertThat(log).containsExactly("start {volume=11} {seed=SU1}");

        assertThatThrownBy(() -> host.startProvider(
                        StartProvider.builtin("other", "shouter").config("SECRET_absent")))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("no secret 'absent', which provider 'other' needs");
        assertThat(log).hasSize(1);
    }

    @Test
    void isToldInOneStepThatALinkOfItLeadsElsewhere() {
        WasmCloudHost host = start(builder().provider(shouter()));
        host.startProvider(StartProvider.builtin("loud", "shouter"));
        Link one = Link.from("loud").to("one").interfaces("test:app", "dep").build();
        host.putLink(one);

        host.replaceLink(one.toBuilder().to("two").build());
        assertThat(log).containsExactly("start {}", "add loud {}", "replace one by two");

        host.putConfig("broken", Map.of("fail", "yes"));
        Link broken = one.toBuilder().to("three").sourceConfig("broken").build();
        assertThatThrownBy(() -> host.replaceLink(broken)).isInstanceOf(ProviderException.class);
        assertThat(log).endsWith("replace two by three");

        host.replaceLink(one.toBuilder().to("four").build());
        assertThat(log).endsWith("add loud {}");
        host.deleteLink("loud", "test:app", "default");
        assertThat(log).endsWith("remove loud");
    }

    @Test
    void followsItsConfiguration() {
        WasmCloudHost host = start(builder().provider(shouter()));
        host.putConfig("tone", Map.of("volume", "10"));
        host.startProvider(
                StartProvider.builtin("loud", "shouter").config("tone").configValue("key", "c"));

        host.putConfig("tone", Map.of("volume", "11"));

        await().untilAsserted(() -> assertThat(log).hasSize(2));
        assertThat(log.get(1)).startsWith("config ").contains("volume=11", "key=c");
    }

    @Test
    void reportsAStartThatFails() {
        WasmCloudHost host = start(builder().provider(shouter()));

        assertThatThrownBy(() -> host.startProvider(
                        StartProvider.builtin("loud", "shouter").configValue("fail", "yes")))
                .isInstanceOf(ProviderException.class)
                .satisfies(e -> assertThat(ComponentsTest.code(e)).isEqualTo(ErrorCode.ADDRESS_IN_USE));
        assertThatThrownBy(() -> host.startProvider(StartProvider.builtin("x", "nothing")))
                .hasMessageContaining("unknown builtin name: nothing; there are [shouter]");
        assertThatThrownBy(() -> host.startProvider(StartProvider.of("x", "registry.example/p:1")))
                .hasMessageContaining("no launcher takes the reference 'registry.example/p:1'");

        assertThat(host.inventory().providers()).isEmpty();
        host.startProvider(StartProvider.builtin("loud", "shouter"));
        assertThatThrownBy(() -> host.startProvider(StartProvider.builtin("loud", "shouter")))
                .satisfies(e -> assertThat(ComponentsTest.code(e)).isEqualTo(ErrorCode.ALREADY_EXISTS));
        await().untilAsserted(() -> assertThat(events.data("provider_start_failed"))
                .contains("\"provider_ref\":\"registry.example/p:1\"", "\"link_name\":\"default\""));
    }

    @Test
    void reportsALinkThatCannotBeServedAndTriesItAgain() {
        WasmCloudHost host = start(builder().provider(shouter()));
        host.startProvider(StartProvider.builtin("loud", "shouter"));
        host.putConfig("broken", Map.of("fail", "yes"));
        Link broken = Link.from("hello")
                .to("loud")
                .interfaces("test:app", "dep")
                .sourceConfig("broken")
                .build();

        assertThatThrownBy(() -> host.putLink(broken))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("is stored, but")
                .hasMessageContaining("address in use")
                .satisfies(e -> assertThat(ComponentsTest.code(e)).isEqualTo(ErrorCode.ADDRESS_IN_USE));
        assertThat(host.links()).containsExactly(broken);

        host.putConfig("broken", Map.of());
        host.putLink(broken);
        assertThat(log).endsWith("add hello {}");
    }

    @Test
    void refusesLinksThatConflictOrNameUnknownConfiguration() {
        WasmCloudHost host = start();
        host.putLink(link("one"));

        assertThatThrownBy(() -> host.putLink(link("two")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("link already exists with different target");
        assertThatThrownBy(() -> host.putLink(Link.from("hello")
                        .to("one")
                        .interfaces("test:app", "other")
                        .name("second")
                        .sourceConfig("nothing")
                        .build()))
                .hasMessage("Failed to validate configuration and secrets. "
                        + "Configuration nothing not found in config store. ");
        assertThat(host.links()).containsExactly(link("one"));
        await().untilAsserted(() -> assertThat(events.names())
                .containsExactly("host_started", "linkdef_set", "linkdef_set_failed", "linkdef_set_failed"));
    }
}
