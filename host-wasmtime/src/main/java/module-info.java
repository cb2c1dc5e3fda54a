/** The core engine on native Wasmtime. */
module org.latticehost.wasmtime {
    requires static transitive org.jspecify;
    requires transitive org.latticehost.component;
    requires org.latticehost.host;
    requires org.slf4j;
    requires wasmtime.java;

    exports org.latticehost.wasmtime;

    provides org.latticehost.component.spi.CoreEngineFactory with
            org.latticehost.wasmtime.WasmtimeEngineFactory;
}
