package org.latticehost.providers.internal.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.latticehost.host.error.ConfigurationException;

/**
 * What a listener or route adds to plain forwarding.
 *
 * @param readOnly whether only GET and HEAD are let through
 * @param timeout until the head of the response, else 408
 * @param cacheControl a value for {@code Cache-Control} on every response
 * @param cors answers to browsers of other origins
 * @param tls certificate and key; plain text without
 */
record Rules(
        boolean readOnly,
        Optional<Duration> timeout,
        Optional<String> cacheControl,
        Optional<Cors> cors,
        Optional<Tls> tls) {

    /** PEM files. */
    record Tls(Path certificate, Path key) {}

    static Rules of(Settings settings) {
        return new Rules(
                settings.flag("readonly_mode"),
                settings.text("timeout_ms").flatMap(Rules::timeout),
                settings.text("cache_control").map(Rules::headerValue),
                Cors.of(settings),
                tls(settings));
    }

    /** What cannot be read counts as not given, as users of the external server know it. */
    private static Optional<Duration> timeout(String text) {
        try {
            long millis = Long.parseLong(text.strip());
            return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String headerValue(String text) {
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f || c > 0xff)) {
            throw new ConfigurationException("cache_control is no header value: '" + text + "'");
        }
        return text;
    }

    private static Optional<Tls> tls(Settings settings) {
        Optional<Path> certificate = file(settings, "tls_cert_file");
        Optional<Path> key = file(settings, "tls_priv_key_file");
        if (certificate.isPresent() != key.isPresent()) {
            throw new ConfigurationException("TLS needs both tls_cert_file and tls_priv_key_file");
        }
        return certificate.map(path -> new Tls(path, key.orElseThrow()));
    }

    private static Optional<Path> file(Settings settings, String key) {
        return settings.text(key).map(text -> {
            Path path = Path.of(text);
            if (!Files.isRegularFile(path)) {
                throw new ConfigurationException(key + ": there is no file '" + text + "'");
            }
            return path;
        });
    }
}
