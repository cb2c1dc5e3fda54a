package org.latticehost.providers.keyvalue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one link leads to: buckets of keys and bytes. The methods block; what cannot be done is a {@link
 * KeyValueException}, which the guest gets as an {@code error}.
 *
 * <p>The names of buckets and keys come from guests, and so do values: nothing may be taken for granted about them but
 * that they are not null. Arrays given and taken are not changed by either side afterwards.
 *
 * <p>Thread-safe.
 */
public interface KeyValueStore extends AutoCloseable {

    /** The value of a key; empty if there is none. */
    Optional<byte[]> get(String bucket, String key);

    /** Writes a value, whatever was there. */
    void set(String bucket, String key, byte[] value);

    /** Removes a key; harmless if it is absent. */
    void delete(String bucket, String key);

    /** Whether a key has a value. */
    default boolean exists(String bucket, String key) {
        return get(bucket, key).isPresent();
    }

    /**
     * Some keys.
     *
     * @param cursor where the page before ended; empty to begin
     */
    KeyPage listKeys(String bucket, OptionalLong cursor);

    /**
     * Adds to a number, kept as decimal text; an absent key counts as 0. Atomic among all who use this store.
     *
     * @param delta unsigned
     * @return the sum, unsigned
     */
    long increment(String bucket, String key, long delta);

    /** The values of keys, in their order. Not atomic. */
    default List<Optional<byte[]>> getMany(String bucket, List<String> keys) {
        List<Optional<byte[]>> values = new ArrayList<>(keys.size());
        keys.forEach(key -> values.add(get(bucket, key)));
        return values;
    }

    /** Writes several values; if one fails, others may have been written. */
    default void setMany(String bucket, List<Map.Entry<String, byte[]>> entries) {
        entries.forEach(entry -> set(bucket, entry.getKey(), entry.getValue()));
    }

    /** Removes several keys; if one fails, others may have been removed. */
    default void deleteMany(String bucket, List<String> keys) {
        keys.forEach(key -> delete(bucket, key));
    }

    /** Gives back what the link held. Calls in progress may fail. */
    @Override
    default void close() {}

    /**
     * A page of keys.
     *
     * @param keys may be empty although there are more
     * @param cursor for the next page; empty at the end
     */
    record KeyPage(List<String> keys, OptionalLong cursor) {
        public KeyPage {
            keys = List.copyOf(keys);
        }
    }
}
