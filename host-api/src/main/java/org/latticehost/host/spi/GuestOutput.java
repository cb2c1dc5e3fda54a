package org.latticehost.host.spi;

/**
 * Where the standard output and error of a guest, and its log lines, go. Never blocks, never throws; drops what is too
 * much.
 *
 * <p>Thread-safe.
 */
public interface GuestOutput {

    /** Bytes the guest wrote to standard output. */
    void stdout(byte[] bytes);

    /** Bytes the guest wrote to standard error. */
    void stderr(byte[] bytes);

    /**
     * A line of {@code wasi:logging}.
     *
     * @param level {@code trace}, {@code debug}, {@code info}, {@code warn}, {@code error} or {@code critical}
     */
    void log(String level, String context, String message);
}
