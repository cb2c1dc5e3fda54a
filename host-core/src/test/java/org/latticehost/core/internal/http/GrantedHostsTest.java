package org.latticehost.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;

class GrantedHostsTest {
    private static boolean cover(String granted, String scheme, String authority) {
        return GrantedHosts.cover(
                List.of(granted),
                new HttpRequest("GET", scheme, Optional.of(authority), "/", HttpFields.none(), BytePipe.empty()));
    }

    @Test
    void coversAHostOnAnyPort() {
        assertThat(cover("example.org", "https", "example.org")).isTrue();
        assertThat(cover("Example.org", "http", "EXAMPLE.ORG:8080")).isTrue();
        assertThat(cover("[::1]", "http", "[::1]:8080")).isTrue();
    }

    @Test
    void coversAHostOnOnePort() {
        assertThat(cover("example.org:443", "https", "example.org")).isTrue();
        assertThat(cover("example.org:443", "http", "example.org")).isFalse();
        assertThat(cover("example.org:80", "http", "example.org:81")).isFalse();
    }

    @Test
    void coversNothingElse() {
        assertThat(cover("example.org", "http", "sub.example.org")).isFalse();
        assertThat(cover("example.org", "http", "example.org.evil.example")).isFalse();
        assertThat(cover("example.org", "http", "example.org@evil.example")).isFalse();
        assertThat(cover("example.org", "http", "example.org:80@evil.example")).isFalse();
    }
}
