/** The core engine that compiles guests to JVM bytecode with Endive. */
module org.latticehost.endive {
    requires static transitive org.jspecify;
    requires transitive org.latticehost.component;
    requires org.latticehost.host;
    requires org.slf4j;
    requires run.endive.compiler;
    requires run.endive.runtime;
    requires run.endive.wasm;

    exports org.latticehost.endive;

    provides org.latticehost.component.spi.CoreEngineFactory with
            org.latticehost.endive.EndiveEngineFactory;
}
