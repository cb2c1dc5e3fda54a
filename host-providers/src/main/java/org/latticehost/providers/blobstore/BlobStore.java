package org.latticehost.providers.blobstore;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * What one link leads to: containers of objects. The methods block. What cannot be done is a {@link BlobException}, or an
 * {@link IOException} whose message the guest does not see. Names come from guests: nothing may be taken for granted about
 * them.
 *
 * <p>Thread-safe; readers and writers are confined to one thread at a time.
 */
public interface BlobStore extends AutoCloseable {

    /** Makes a container; harmless if it is there. */
    void create(String container) throws IOException;

    /** Whether there is such a container. */
    boolean exists(String container) throws IOException;

    /** When a container was made. */
    Instant created(String container) throws IOException;

    /** Removes a container with all that is in it; harmless if it is absent. */
    void delete(String container) throws IOException;

    /** Names of the objects, sorted. */
    List<String> names(String container) throws IOException;

    /** Whether there is such an object. */
    boolean has(String container, String object) throws IOException;

    /** What is known of an object. */
    Info info(String container, String object) throws IOException;

    /**
     * Reads an object.
     *
     * @param start bytes to skip; beyond the end nothing is left
     */
    InputStream read(String container, String object, long start) throws IOException;

    /** Writes an object; what was there is replaced by {@link Writer#commit}. */
    Writer write(String container, String object) throws IOException;

    /** Removes an object; harmless if it is absent. */
    void delete(String container, String object) throws IOException;

    /** Gives back what the link held. */
    @Override
    default void close() {}

    /**
     * What is known of an object.
     *
     * @param size in bytes
     */
    record Info(Instant created, long size) {}

    /** An object that is being written. Seen by nobody before it is committed. */
    interface Writer {

        /** Adds bytes, which are not changed any more. */
        void write(byte[] bytes) throws IOException;

        /** Puts the object where it belongs. */
        void commit() throws IOException;

        /** Forgets it, unless it was committed. */
        void abort();
    }
}
