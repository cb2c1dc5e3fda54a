package org.latticehost.host.spi;

/** Makes the runtime of a host; the type registered for {@link java.util.ServiceLoader}. */
public interface WasmRuntimeFactory {

    /** Short stable name of the runtime: {@code component}. */
    String name();

    /**
     * Makes a runtime for one host. Called once, while the host is built; must not do I/O beyond loading code.
     *
     * @throws org.latticehost.host.error.ConfigurationException if it cannot work with these settings, for instance
     *     because there is no engine for core modules on the class path, or several without a choice
     */
    WasmRuntime create(RuntimeSettings settings);
}
