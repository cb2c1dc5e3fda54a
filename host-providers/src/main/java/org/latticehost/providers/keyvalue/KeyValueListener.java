package org.latticehost.providers.keyvalue;

/**
 * Who is told of changes of keys: the {@code wasi:keyvalue/watcher} of a component. Calls block until the component has
 * handled the change; what fails there is logged, not thrown. One call at a time keeps the changes in order.
 *
 * <p>Thread-safe.
 */
public interface KeyValueListener {

    /**
     * A value was written.
     *
     * @throws InterruptedException if interrupted; the component's call is given up then
     */
    void set(String bucket, String key, byte[] value) throws InterruptedException;

    /** A key was removed; otherwise as {@link #set}. */
    void deleted(String bucket, String key) throws InterruptedException;
}
