package org.latticehost.host.wit;

import org.jspecify.annotations.Nullable;

/**
 * A value of a result type: ok or err, each with an optional payload. Compared by value.
 */
public final class WitResult {
    private static final WitResult OK = new WitResult(true, null);
    private static final WitResult ERR = new WitResult(false, null);

    private final boolean ok;
    private final @Nullable Object payload;

    private WitResult(boolean ok, @Nullable Object payload) {
        this.ok = ok;
        this.payload = payload;
    }

    public static WitResult ok() {
        return OK;
    }

    public static WitResult ok(@Nullable Object payload) {
        return payload == null ? OK : new WitResult(true, payload);
    }

    public static WitResult err() {
        return ERR;
    }

    public static WitResult err(@Nullable Object payload) {
        return payload == null ? ERR : new WitResult(false, payload);
    }

    public boolean isOk() {
        return ok;
    }

    /** The payload of the side that it is; null when that side has none. */
    public @Nullable Object payload() {
        return payload;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WitResult that && ok == that.ok && WitValues.equal(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(ok);
    }

    @Override
    public String toString() {
        return (ok ? "ok" : "err") + (payload == null ? "" : "(" + WitValues.text(payload) + ")");
    }
}
