/** The default set: what a host needs to run components on the JVM and join a lattice. */
module org.latticehost.starter {
    requires transitive org.latticehost.host;
    requires org.latticehost.core;
    requires org.latticehost.endive;
    requires org.latticehost.nats;
    requires org.latticehost.natsproviders;
    requires org.latticehost.providers;
    requires org.latticehost.wasi;
}
