/** The core engine that compiles guests to JVM bytecode with Endive. */
module org.latticehost.endive {
    requires org.latticehost.component;
    requires transitive org.latticehost.host;
    requires static org.jspecify;
    requires org.slf4j;
}
