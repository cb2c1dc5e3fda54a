/** wRPC value coding and invocation flows over any lattice transport. */
module org.latticehost.wrpc {
    requires transitive org.latticehost.host;
    requires static org.jspecify;
    requires org.slf4j;

    exports org.latticehost.wrpc;
}
