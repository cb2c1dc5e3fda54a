package org.latticehost.host.spi;

import java.util.Map;

/**
 * The configuration of a component ({@code wasi:config}). Without this service it is empty.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface ConfigValues {

    /** The current values; an immutable map that is never changed, another one after a change. */
    Map<String, String> snapshot();
}
