/** Lattice transport and buckets on NATS. */
module org.latticehost.nats {
    requires transitive org.latticehost.host;
    requires static org.jspecify;
    requires io.nats.jnats;
    requires org.slf4j;

    exports org.latticehost.nats;
}
