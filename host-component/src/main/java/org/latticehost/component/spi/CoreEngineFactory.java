package org.latticehost.component.spi;

/** Makes the engine of a runtime; the type registered for {@link java.util.ServiceLoader}. */
public interface CoreEngineFactory {

    /** The name of the engine it makes: {@code endive}, {@code wasmtime}. */
    String name();

    /**
     * Makes an engine.
     *
     * @throws org.latticehost.host.error.ConfigurationException if the engine cannot work here, with the reason
     */
    CoreEngine create(CoreEngineOptions options);
}
