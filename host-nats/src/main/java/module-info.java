/** Lattice transport and buckets on NATS. */
module org.latticehost.nats {
    requires transitive org.latticehost.host;
    requires static org.jspecify;
    requires org.slf4j;
}
