package org.latticehost.component.spi;

/** Java code behind a core function. Called on the thread that runs the guest. */
@FunctionalInterface
public interface CoreHostFunction {

    /** The answer of a function without results. */
    long[] NO_RESULTS = new long[0];

    /**
     * Runs the function. What it throws unwinds the guest and reaches the guest's caller unchanged.
     *
     * @param args one raw value per parameter; the high half of a 32-bit value is undefined
     * @return one raw value per result; may be {@code args} when the lengths agree
     */
    long[] call(long[] args);
}
