/** JUnit extension, manual clock, fault injection and contract tests for every SPI. */
module org.latticehost.testkit {
    requires transitive org.latticehost.host;
    requires static org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports org.latticehost.testkit;
    exports org.latticehost.testkit.capability;
    exports org.latticehost.testkit.conformance;
    exports org.latticehost.testkit.lattice;
}
