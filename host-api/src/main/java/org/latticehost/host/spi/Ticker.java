package org.latticehost.host.spi;

/** Measures elapsed time, never set back. Replaced in tests. Thread-safe. */
@FunctionalInterface
public interface Ticker {

    /** The JVM's own. */
    Ticker SYSTEM = System::nanoTime;

    /** A number of nanoseconds since some moment; only differences mean something. */
    long nanos();
}
