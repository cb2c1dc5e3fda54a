package org.latticehost.testkit.capability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;

/**
 * A bucket as a component has it open over a link, with values as text. An {@code error} is an {@link AssertionError};
 * {@link #tryGet} and {@link #tryIncrement} give the whole result. Thread-safe.
 */
public final class GuestBucket {
    private final HostInterface store;
    private final HostInterface atomics;
    private final HostInterface batch;
    private final String name;

    private GuestBucket(LinkedProvider provider, ResolvedLink link, String name) {
        store = provider.serve(WireInterfaces.KEYVALUE_STORE, link);
        atomics = provider.serve(WireInterfaces.KEYVALUE_ATOMICS, link);
        batch = provider.serve(WireInterfaces.KEYVALUE_BATCH, link);
        this.name = name;
    }

    /** Opens a bucket. */
    public static GuestBucket open(LinkedProvider provider, ResolvedLink link, String name) {
        return new GuestBucket(provider, link, name);
    }

    private static Object ok(@Nullable Object result) {
        WitResult it = (WitResult) Objects.requireNonNull(result);
        if (!it.isOk()) {
            throw new AssertionError("got " + it);
        }
        return it.payload() == null ? "ok" : it.payload();
    }

    private static WitResult result(@Nullable Object result) {
        return (WitResult) Objects.requireNonNull(result);
    }

    /** Its whole answer. */
    public WitResult tryGet(String key) {
        return result(LinkedProvider.call(store, "get", name, key));
    }

    public Optional<String> get(String key) {
        return ((Optional<?>) ok(tryGet(key))).map(value -> new String((byte[]) value, UTF_8));
    }

    /** Its whole answer. */
    public WitResult trySet(String key, byte[] value) {
        return result(LinkedProvider.call(store, "set", name, key, value));
    }

    public void set(String key, String value) {
        ok(trySet(key, value.getBytes(UTF_8)));
    }

    public void delete(String key) {
        ok(LinkedProvider.call(store, "delete", name, key));
    }

    public boolean exists(String key) {
        return (Boolean) ok(LinkedProvider.call(store, "exists", name, key));
    }

    /** All keys, page by page. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        Optional<?> cursor = Optional.empty();
        do {
            WitRecord page = (WitRecord) ok(LinkedProvider.call(store, "list-keys", name, cursor));
            ((List<?>) page.get("keys")).forEach(key -> keys.add((String) key));
            cursor = (Optional<?>) page.get("cursor");
        } while (cursor.isPresent());
        return keys;
    }

    /** Its whole answer. */
    public WitResult tryIncrement(String key, long delta) {
        return result(LinkedProvider.call(atomics, "increment", name, key, delta));
    }

    public long increment(String key, long delta) {
        return (Long) ok(tryIncrement(key, delta));
    }

    /** Pairs as {@code key=value}, {@code -} where there is none. */
    public List<String> getMany(String... keys) {
        List<?> pairs = (List<?>) ok(LinkedProvider.call(batch, "get-many", name, List.of(keys)));
        return pairs.stream()
                .map(pair -> ((Optional<?>) pair)
                        .map(some ->
                                ((List<?>) some).get(0) + "=" + new String((byte[]) ((List<?>) some).get(1), UTF_8))
                        .orElse("-"))
                .toList();
    }

    /**
     * Writes several.
     *
     * @param keysAndValues in turns
     */
    public void setMany(String... keysAndValues) {
        List<Object> pairs = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            pairs.add(List.of(keysAndValues[i], keysAndValues[i + 1].getBytes(UTF_8)));
        }
        ok(LinkedProvider.call(batch, "set-many", name, pairs));
    }

    public void deleteMany(String... keys) {
        ok(LinkedProvider.call(batch, "delete-many", name, List.of(keys)));
    }
}
