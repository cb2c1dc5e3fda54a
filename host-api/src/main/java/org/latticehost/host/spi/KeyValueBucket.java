package org.latticehost.host.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A bucket of the lattice: keys with their last value and a revision that grows with every change of the bucket.
 *
 * <p>All methods but {@link #watch} block up to the transport's request timeout, also for a connection, and throw
 * {@link org.latticehost.host.error.TransportException} when the bucket cannot be reached: code {@code NOT_FOUND} if it
 * was deleted ({@link LatticeTransport#bucket} makes it anew), {@code TIMEOUT} if there was no answer, {@code TRANSPORT}
 * for anything else. After such a failure of a write the value may have been written. Keys consist of letters, digits
 * and {@code - / _ = .}, without empty tokens between, before or after dots; others are an
 * {@link IllegalArgumentException}. Values are limited by {@link MessageBus#maxPayload}.
 *
 * <p>Thread-safe.
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

    /** Removes a key, leaving a marker; watchers see {@link Operation#DELETE}. Harmless if absent. */
    void delete(String key);

    /** Removes a key and its history, leaving a marker; watchers see {@link Operation#PURGE}. Harmless if absent. */
    void purge(String key);

    /** All keys that have a value, in no particular order. */
    List<String> keys();

    /**
     * Watches changes: first every present entry of the pattern in the order of revisions, then
     * {@link Watcher#caughtUp}, then each change once, in order. Quick changes of one key may be seen as the last of
     * them. Does not block: without a connection or bucket the watch begins as soon as there is one.
     *
     * <p>Survives interruptions of connection and bucket: the watcher hears {@link Watcher#interrupted}, and as soon as
     * bucket and connection are there again, every entry that differs from what it was told last, then
     * {@code caughtUp}. A key that vanished without a marker, because its bucket was deleted or emptied, comes as
     * {@link Operation#PURGE} with revision 0. The watch does not make a deleted bucket anew.
     *
     * @param pattern a key, or with {@code *} and {@code >} as in subjects; {@code >} for all
     * @param watcher called for one entry after the other, on a thread of the transport; must not block for long. What
     *     it throws is logged
     * @return closing it ends the watch
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
     * @param revision its revision; 0 in a watch if the key vanished with its bucket
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

        /** The watch was interrupted (connection or bucket lost) after it had begun; it resumes by itself. */
        default void interrupted(String reason) {}
    }
}
