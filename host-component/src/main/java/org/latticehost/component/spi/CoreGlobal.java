package org.latticehost.component.spi;

/** A global of a store. */
public interface CoreGlobal extends CoreExtern {

    /** Its value as raw bits; only for the four number types. */
    long get();

    /** Sets a mutable global of a number type. */
    void set(long value);
}
