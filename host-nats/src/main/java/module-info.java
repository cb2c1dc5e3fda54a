/** Lattice transport and buckets on NATS. */
module org.latticehost.nats {
    requires static org.jspecify;
    requires org.slf4j;
}
