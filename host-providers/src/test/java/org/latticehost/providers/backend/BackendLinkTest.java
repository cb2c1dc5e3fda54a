package org.latticehost.providers.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.SecretStore.Secret;

class BackendLinkTest {
    private static ResolvedLink link(boolean source, Map<String, String> config, Map<String, Secret> secrets) {
        Link link = Link.from("one").to("two").interfaces("a:b", "c").build();
        return source
                ? new ResolvedLink(link, config, Map.of("url", "of the other side"), true, secrets)
                : new ResolvedLink(link, Map.of("url", "of the other side"), config, false, secrets);
    }

    private static String url(
            Map<String, String> provider,
            Map<String, Secret> providerSecrets,
            Map<String, String> link,
            Map<String, Secret> linkSecrets) {
        return BackendLink.of(link(false, link, linkSecrets), provider, providerSecrets)
                .text("Url")
                .orElse("none");
    }

    @Test
    void theLinkWinsOverTheProviderAndSecretsOverConfiguration() {
        Map<String, String> first = Map.of("URL", "1");
        Map<String, Secret> second = Map.of("url", Secret.ofText("2"));
        Map<String, String> third = Map.of("Url", "3");
        Map<String, Secret> fourth = Map.of("uRL", Secret.ofText("4"));

        assertThat(url(Map.of(), Map.of(), Map.of(), Map.of())).isEqualTo("none");
        assertThat(url(first, Map.of(), Map.of(), Map.of())).isEqualTo("1");
        assertThat(url(first, second, Map.of(), Map.of())).isEqualTo("2");
        assertThat(url(first, second, third, Map.of())).isEqualTo("3");
        assertThat(url(first, second, third, fourth)).isEqualTo("4");
    }

    @Test
    void seesTheSideOfTheProvider() {
        BackendLink target = BackendLink.of(link(false, Map.of("url", "mine"), Map.of()), Map.of(), Map.of());
        assertThat(target.text("url")).contains("mine");
        assertThat(target.componentId()).isEqualTo("one");
        BackendLink source = BackendLink.of(link(true, Map.of("url", "mine"), Map.of()), Map.of(), Map.of());
        assertThat(source.text("url")).contains("mine");
        assertThat(source.componentId()).isEqualTo("two");
    }

    @Test
    void neverRepeatsASecret() {
        BackendLink link = BackendLink.of(
                link(false, Map.of(), Map.of("n", Secret.ofText("s3cret"), "bytes", Secret.ofBytes(new byte[] {1}))),
                Map.of(),
                Map.of());
        assertThatThrownBy(() -> link.number("n", 0, 9, 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("n must be a whole number from 0 to 9");
        assertThatThrownBy(() -> link.text("bytes"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bytes must be a text");
        assertThat(link.toString()).doesNotContain("s3cret");
        assertThat(link(false, Map.of(), Map.of("n", Secret.ofText("s3cret"))).toString())
                .doesNotContain("s3cret");
    }
}
