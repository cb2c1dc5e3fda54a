/** JUnit extension, manual clock, fault injection and contract tests for every SPI. */
module org.latticehost.testkit {
    requires transitive org.latticehost.host;
    requires static org.jspecify;
}
