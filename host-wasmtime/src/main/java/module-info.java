/** The core engine on native Wasmtime. */
module org.latticehost.wasmtime {
    requires org.latticehost.component;
    requires transitive org.latticehost.host;
    requires static org.jspecify;
    requires org.slf4j;
}
