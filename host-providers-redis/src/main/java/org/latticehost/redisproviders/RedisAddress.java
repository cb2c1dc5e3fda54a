package org.latticehost.redisproviders;

import java.net.URI;
import java.net.URISyntaxException;
import org.latticehost.host.error.ConfigurationException;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * Where a server is: {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS. Never shows the
 * password.
 */
final class RedisAddress {
    private static final int DEFAULT_PORT = 6379;

    private final URI uri;

    private RedisAddress(URI uri) {
        this.uri = uri;
    }

    static RedisAddress parse(String text) {
        try {
            URI uri = new URI(text);
            boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
            if (known && uri.getHost() != null && database(uri) >= 0) {
                return new RedisAddress(uri);
            }
        } catch (URISyntaxException e) {
            // told below, without the text: it may hold a password
        }
        throw new ConfigurationException("URL must be redis://host:port or rediss://host:port, with user and password"
                + " before an '@' and the number of a database after a '/' if need be");
    }

    private static int database(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return path.isEmpty() ? 0 : path.matches("\\d{1,4}") ? Integer.parseInt(path) : -1;
    }

    HostAndPort hostAndPort() {
        return new HostAndPort(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
    }

    DefaultJedisClientConfig config(int connectMillis, int answerMillis) {
        DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(connectMillis)
                .socketTimeoutMillis(answerMillis)
                .database(database(uri));
        String user = uri.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            if (colon > 0) {
                builder.user(user.substring(0, colon));
            }
            builder.password(user.substring(colon + 1));
        }
        if ("rediss".equals(uri.getScheme())) {
            // Also whom the certificate names.
            builder.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + hostAndPort();
    }
}
