package org.latticehost.host.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A bucket of the lattice: keys with their last value and a revision that grows with every change of the bucket.
 *
 * <p>Thread-safe. All methods but {@link #watch} block up to the transport's request timeout and throw
 * {@link org.latticehost.host.error.TransportException} when the bucket cannot be reached. Keys consist of letters,
 * digits and {@code - / _ = .}, not starting or ending with a dot; others are an {@link IllegalArgumentException}.
 */
public interface KeyValueBucket {

    /** Its name. */
    String name();

    /** The entry of a key; empty if it was never put, deleted or purged. */
    Optional<Entry> get(String key);

    /**
     * Writes a value, whatever was there.
     *
     * @return its revision
     */
    long put(String key, byte[] value);

    /**
     * Writes a value only if the key still has that revision.
     *
     * @param revision of the entry read before; 0 if there must be none
     * @return the new revision, or empty if another writer was faster
     */
    OptionalLong update(String key, byte[] value, long revision);

    /** Removes a key, leaving a marker that watchers see as {@link Operation#DELETE}. Harmless if absent. */
    void delete(String key);

    /** Removes a key and its history; watchers see {@link Operation#PURGE}. Harmless if absent. */
    void purge(String key);

    /** All keys that have a value. */
    List<String> keys();

    /**
     * Watches changes: first every present entry of the pattern in the order of revisions, then
     * {@link Watcher#caughtUp}, then each change once, in order. Survives interruptions of the connection: after one,
     * missed changes follow, or the present entries and {@code caughtUp} again.
     *
     * @param pattern a key, or with {@code *} and {@code >} as in subjects; {@code >} for all
     * @param watcher called for one entry after the other, on a thread of the transport; must not block for long
     */
    LatticeSubscription watch(String pattern, Watcher watcher);

    /** What happened to a key. */
    enum Operation {
        PUT,
        DELETE,
        PURGE
    }

    /**
     * An entry.
     *
     * @param key its key
     * @param value the bytes, empty for a removal; not to be changed
     * @param revision its revision
     * @param operation what happened
     */
    @SuppressWarnings("ArrayRecordComponent") // shared with the transport, as payloads are
    record Entry(String key, byte[] value, long revision, Operation operation) {}

    /** Receives the entries of a watch. */
    interface Watcher {

        /** An entry, present or changed. */
        void entry(Entry entry);

        /** All entries present when the watch began, or was resumed, have been delivered. */
        default void caughtUp() {}

        /** The watch was interrupted (connection or bucket lost); it resumes by itself. */
        default void interrupted(String reason) {}
    }
}
