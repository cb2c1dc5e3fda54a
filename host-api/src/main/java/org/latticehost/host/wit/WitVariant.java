package org.latticehost.host.wit;

import org.jspecify.annotations.Nullable;

/**
 * A value of a variant type: a case and its payload. Compared by value. Immutable as long as the payload is.
 */
public final class WitVariant {
    private final int index;
    private final String name;
    private final @Nullable Object payload;

    private WitVariant(int index, String name, @Nullable Object payload) {
        this.index = index;
        this.name = name;
        this.payload = payload;
    }

    /** A case by position. */
    public static WitVariant of(WitType.VariantOf type, int index, @Nullable Object payload) {
        return new WitVariant(index, type.cases().get(index).name(), payload);
    }

    /**
     * A case by name.
     *
     * @throws IllegalArgumentException if the type has no such case
     */
    public static WitVariant of(WitType.VariantOf type, String name, @Nullable Object payload) {
        int index = type.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no case '" + name + "' in " + type.cases());
        }
        return new WitVariant(index, name, payload);
    }

    /** The position of the case. */
    public int index() {
        return index;
    }

    /** The name of the case. */
    public String name() {
        return name;
    }

    /** The payload; null for a case without one. */
    public @Nullable Object payload() {
        return payload;
    }

    /** The same case with another payload. */
    public WitVariant withPayload(@Nullable Object other) {
        return new WitVariant(index, name, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WitVariant that
                && index == that.index
                && name.equals(that.name)
                && WitValues.equal(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return index * 31 + name.hashCode();
    }

    @Override
    public String toString() {
        return payload == null ? name : name + "(" + WitValues.text(payload) + ")";
    }
}
