package org.latticehost.host.spi;

/**
 * Runs hosts; implemented by {@code host-core} and found by {@link java.util.ServiceLoader}, so that user code compiles
 * against {@code host-api} alone.
 */
public interface HostEngine {

    /**
     * Prepares a host. Validates what needs other modules, does no I/O.
     *
     * @throws org.latticehost.host.error.ConfigurationException if the settings do not fit together
     */
    HostHandle create(HostConfig config);
}
