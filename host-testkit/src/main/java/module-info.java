/** JUnit extension, manual clock, fault injection and contract tests for every SPI. */
module org.latticehost.testkit {
    requires static org.jspecify;
}
