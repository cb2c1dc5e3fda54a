/** WASI 0.2 and wasi:http as host interfaces. */
module org.latticehost.wasi {
    requires org.latticehost.component;
    requires transitive org.latticehost.host;
    requires static org.jspecify;
    requires org.slf4j;
}
