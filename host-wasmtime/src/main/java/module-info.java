/** The core engine on native Wasmtime. */
module org.latticehost.wasmtime {
    requires static org.jspecify;
    requires org.slf4j;
}
