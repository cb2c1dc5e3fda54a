package org.latticehost.component.internal.abi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreValueType;

/**
 * Moves values of one type over a component boundary. Made once per type by {@link CodecCompiler}. Immutable.
 *
 * <p>Whoever calls {@link #load}, {@link #store} or {@link #copy} has checked that the pointer is aligned and that
 * {@code size} bytes from it lie in the memory.
 */
public abstract class Codec {
    final int size;
    final int alignment;
    final List<CoreValueType> flat;
    /** Whether any bytes are a value and copying the bytes copies it, so that arrays of it can be copied as a block. */
    final boolean plain;
    /** Whether the type mentions a resource, so that the codec belongs to one component instance. */
    final boolean resources;

    Codec(int size, int alignment, List<CoreValueType> flat, boolean plain, boolean resources) {
        this.size = size;
        this.alignment = alignment;
        this.flat = flat;
        this.plain = plain;
        this.resources = resources;
    }

    /** Whether it is one flat value that involves neither memory nor handles, so that moving it needs no context. */
    boolean scalar() {
        return flat.size() == 1 && !resources;
    }

    /** Reads a value from guest memory. */
    abstract Object load(CallContext cx, int pointer);

    /** Writes a value into guest memory. */
    abstract void store(CallContext cx, Object value, int pointer);

    /** Reads a value from the flat values that start at {@code at}. */
    abstract Object lift(CallContext cx, long[] flat, int at);

    /** Writes a value as flat values from {@code at}; all that belong to it are written. */
    abstract void lower(CallContext cx, Object value, long[] flat, int at);

    /** Whether that Java object is a value of the type. Deep. */
    abstract boolean accepts(CallContext cx, @Nullable Object value);

    /** Copies a value from the memory of one guest to that of another. */
    void copy(CallContext from, int source, CallContext to, int target) {
        store(to, load(from, source), target);
    }

    /** Copies a value given as flat values. */
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        lower(to, lift(from, in, at), out, outAt);
    }
}
