package org.latticehost.host.spi;

import org.latticehost.host.http.BytePipe;

/**
 * The standard input of a guest ({@code wasi:cli/stdin}). Without this service it is empty.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface GuestInput {

    /** Where the guest reads from; the same pipe every time. The guest is its only reader. */
    BytePipe stdin();
}
