/** Runs a host: lifecycle, control commands, links, config, policy, scaling and the in-memory lattice. */
module org.latticehost.core {
    requires transitive org.latticehost.host;
    requires org.latticehost.wrpc;
    requires static org.jspecify;
    requires org.slf4j;

    exports org.latticehost.core.memory;
}
