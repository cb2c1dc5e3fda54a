package org.latticehost.redisproviders;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.keyvalue.KeyValueException;
import org.latticehost.providers.keyvalue.KeyValueStore;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** The database that one link leads to. Thread-safe. */
final class RedisStore implements KeyValueStore {
    /** The name of the only bucket, where there is but one: that of the provider for Redis of other hosts. */
    private static final String ONLY_BUCKET = "0";

    private static final int PAGE = 1000;
    private static final String PATTERN_SIGNS = "*?[]\\";

    private final RedisClient client;
    private final boolean prefixed;

    private RedisStore(RedisClient client, boolean prefixed) {
        this.client = client;
        this.prefixed = prefixed;
    }

    /** Connects once, to see that it works. */
    static RedisStore open(BackendLink link) {
        RedisTarget target = RedisTarget.of(link);
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal((int) link.number("max_connections", 1, 10_000, 16));
        pool.setMaxWait(Duration.ofMillis(target.timeoutMillis()));
        RedisClient client = RedisClient.builder()
                .hostAndPort(target.address().hostAndPort())
                .clientConfig(target.config())
                .poolConfig(pool)
                .build();
        try {
            client.ping();
            return new RedisStore(client, link.flag("bucket_prefix"));
        } catch (JedisException e) {
            client.close();
            throw new ProviderException(
                    ErrorCode.TRANSPORT, "Redis at " + target.address() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private byte[] key(String bucket, String key) {
        return (prefixed ? bucket + ":" + key : key).getBytes(UTF_8);
    }

    /** The bucket of a key as Redis keeps it; whatever is before a colon, as guests may name buckets as they like. */
    String bucketOf(String stored) {
        return prefixed ? stored.substring(0, Math.max(0, stored.indexOf(':'))) : ONLY_BUCKET;
    }

    /** Such a key in its bucket. */
    String keyOf(String stored) {
        return prefixed ? stored.substring(stored.indexOf(':') + 1) : stored;
    }

    private byte[][] keys(String bucket, List<String> keys) {
        return keys.stream().map(key -> key(bucket, key)).toArray(byte[][]::new);
    }

    private <T> T ask(Function<RedisClient, T> command) {
        try {
            return command.apply(client);
        } catch (JedisException e) {
            throw KeyValueException.other("Redis: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<byte[]> get(String bucket, String key) {
        return ask(redis -> Optional.ofNullable(redis.get(key(bucket, key))));
    }

    @Override
    public void set(String bucket, String key, byte[] value) {
        ask(redis -> redis.set(key(bucket, key), value));
    }

    @Override
    public void delete(String bucket, String key) {
        ask(redis -> redis.del(key(bucket, key)));
    }

    @Override
    public boolean exists(String bucket, String key) {
        return ask(redis -> redis.exists(key(bucket, key)));
    }

    @Override
    public KeyPage listKeys(String bucket, OptionalLong cursor) {
        String prefix = prefixed ? bucket + ":" : "";
        ScanParams params = new ScanParams().count(PAGE).match((escaped(prefix) + "*").getBytes(UTF_8));
        byte[] from = Long.toUnsignedString(cursor.orElse(0)).getBytes(UTF_8);
        ScanResult<byte[]> page = ask(redis -> redis.scan(from, params));
        long next = Long.parseUnsignedLong(page.getCursor());
        List<String> keys = page.getResult().stream()
                .map(key -> new String(key, UTF_8).substring(prefix.length()))
                .distinct()
                .toList();
        return new KeyPage(keys, next == 0 ? OptionalLong.empty() : OptionalLong.of(next));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (PATTERN_SIGNS.indexOf(text.charAt(i)) >= 0) {
                escaped.append('\\');
            }
            escaped.append(text.charAt(i));
        }
        return escaped.toString();
    }

    @Override
    public long increment(String bucket, String key, long delta) {
        if (delta < 0) {
            throw KeyValueException.other("Redis counts in signed 64-bit numbers");
        }
        return ask(redis -> redis.incrBy(key(bucket, key), delta));
    }

    @Override
    public List<Optional<byte[]>> getMany(String bucket, List<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        List<byte[]> values = ask(redis -> redis.mget(keys(bucket, keys)));
        List<Optional<byte[]>> found = new ArrayList<>(values.size());
        values.forEach(value -> found.add(Optional.ofNullable(value)));
        return found;
    }

    @Override
    public void setMany(String bucket, List<Map.Entry<String, byte[]>> entries) {
        if (entries.isEmpty()) {
            return;
        }
        byte[][] all = new byte[2 * entries.size()][];
        for (int i = 0; i < entries.size(); i++) {
            all[2 * i] = key(bucket, entries.get(i).getKey());
            all[2 * i + 1] = entries.get(i).getValue();
        }
        ask(redis -> redis.mset(all));
    }

    @Override
    public void deleteMany(String bucket, List<String> keys) {
        if (!keys.isEmpty()) {
            ask(redis -> redis.del(keys(bucket, keys)));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
