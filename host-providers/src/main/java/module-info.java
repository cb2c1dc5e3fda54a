/** Built-in capability providers, each with an in-memory and a real backend. */
module org.latticehost.providers {
    requires transitive org.latticehost.host;
    requires static org.jspecify;
    requires org.slf4j;
}
