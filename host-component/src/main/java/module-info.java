/** The Component Model in Java, above an engine for core modules. */
module org.latticehost.component {
    requires static transitive org.jspecify;
    requires transitive org.latticehost.host;
    requires org.slf4j;

    exports org.latticehost.component;
    exports org.latticehost.component.spi;

    uses org.latticehost.component.spi.CoreEngineFactory;
    uses org.latticehost.component.spi.HostInterfaceSource;

    provides org.latticehost.host.spi.WasmRuntimeFactory with
            org.latticehost.component.ComponentRuntimeFactory;
}
