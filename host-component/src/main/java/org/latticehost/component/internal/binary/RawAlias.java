package org.latticehost.component.internal.binary;

/** An alias definition. */
public sealed interface RawAlias {
    RawSort sort();

    /** Of an export of an instance. */
    record OfInstance(RawSort sort, int instance, String name) implements RawAlias {}

    /** Of an export of a core instance. */
    record OfCoreInstance(RawSort sort, int instance, String name) implements RawAlias {}

    /** Of a definition {@code count} scopes out. */
    record Outer(RawSort sort, int count, int index) implements RawAlias {}
}
