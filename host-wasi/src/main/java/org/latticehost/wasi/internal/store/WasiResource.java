package org.latticehost.wasi.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * A resource of a WASI interface, as the guest's handles stand for it. A resource with living children can neither be
 * dropped nor be consumed.
 *
 * <p>Confined to one thread at a time, the one that uses the instance.
 */
public abstract class WasiResource {
    private final String typeName;
    private final @Nullable WasiStore store;
    private final @Nullable WasiResource parent;
    private int children;
    private String childType = "";
    private boolean gone;

    /**
     * @param typeName its WIT name, for messages
     * @param store which ends it with the instance; null if someone else does
     */
    protected WasiResource(String typeName, @Nullable WasiStore store) {
        this(typeName, store, null);
    }

    protected WasiResource(String typeName, @Nullable WasiStore store, @Nullable WasiResource parent) {
        this.typeName = typeName;
        this.store = store;
        this.parent = parent;
        if (parent != null) {
            parent.adopt(this);
        }
        if (store != null) {
            store.add(this);
        }
    }

    /** The guest drops it. Harmless when it is gone already. */
    public final void drop() {
        if (gone) {
            return;
        }
        refuseWithChildren("drop");
        release();
    }

    /** The guest gives it away to a function that ends it: like dropping, but what it stands for lives on. */
    protected final void consume() {
        refuseWithChildren("consume");
        detach();
    }

    /** Ends it, whatever lives below it. */
    final void release() {
        if (!gone) {
            detach();
            onRelease();
        }
    }

    /** Frees what it holds; called once, not after {@link #consume}. */
    protected void onRelease() {}

    private void detach() {
        if (gone) {
            return;
        }
        gone = true;
        if (parent != null) {
            parent.children--;
        }
        if (store != null) {
            store.remove(this);
        }
    }

    private void adopt(WasiResource child) {
        children++;
        childType = child.typeName;
    }

    private void refuseWithChildren(String what) {
        if (children > 0) {
            throw Traps.trap("cannot " + what + " a resource of type '" + typeName + "' that has " + children
                    + " living child(ren), the latest made of type '" + childType + "'");
        }
    }
}
