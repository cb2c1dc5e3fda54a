package org.latticehost.providers.internal.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;

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

    private static HttpRequest request(String scheme, String authority) {
        BytePipe body = BytePipe.empty();
        return new HttpRequest("GET", scheme, Optional.of(authority), "/", HttpFields.none(), body);
    }
}
