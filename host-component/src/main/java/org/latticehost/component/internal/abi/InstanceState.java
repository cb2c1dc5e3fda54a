package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** A running component instance: its flags and handles. Confined to the thread that uses the store. */
public final class InstanceState {
    private final StoreState store;
    private final @Nullable InstanceState parent;
    final HandleTable handles = new HandleTable();
    boolean mayEnter = true;
    private boolean mayLeave = true;

    public InstanceState(StoreState store, @Nullable InstanceState parent) {
        this.store = store;
        this.parent = parent;
    }

    StoreState store() {
        return store;
    }

    @Nullable InstanceState parent() {
        return parent;
    }

    /** Traps while guest code runs that must not call out: in a realloc or post-return function. */
    public void checkMayLeave() {
        if (!mayLeave) {
            throw Traps.broken("cannot leave component instance");
        }
    }

    void forbidLeaving() {
        mayLeave = false;
    }

    void allowLeaving() {
        mayLeave = true;
    }

    /** As after instantiation. */
    void clear() {
        handles.clear();
        mayEnter = true;
        mayLeave = true;
    }

    /** {@code resource.new}. */
    public int newResource(int resource, int rep) {
        checkMayLeave();
        return handles.add(new Handle(resource, rep, null));
    }

    /** {@code resource.rep}. */
    public int rep(int resource, int index) {
        return typed(resource, index).rep;
    }

    /** {@code resource.drop}. */
    public void drop(int resource, int index) {
        checkMayLeave();
        Handle handle = typed(resource, index);
        checkNotLent(handle);
        handles.remove(index);
        CallContext scope = handle.scope;
        if (scope == null) {
            store.resource(resource).destroy(this, handle.rep);
        } else {
            scope.borrowDropped();
        }
    }

    /** Removes an owning handle: its resource moves elsewhere. Returns the representation. */
    int take(int resource, int index) {
        Handle handle = typed(resource, index);
        checkNotLent(handle);
        if (!handle.owned()) {
            throw Traps.broken(
                    "cannot lift own resource from a borrow: handle index " + Integer.toUnsignedString(index));
        }
        handles.remove(index);
        return handle.rep;
    }

    Handle typed(int resource, int index) {
        Handle handle = handles.get(index);
        if (handle.resource != resource) {
            throw Traps.broken("handle index " + Integer.toUnsignedString(index)
                    + " used with the wrong type, expected " + kind(resource) + " but found "
                    + (kind(resource).equals(kind(handle.resource)) ? "a different " : "") + kind(handle.resource)
                    + " ("
                    + store.resource(handle.resource).type.name() + ")");
        }
        return handle;
    }

    private String kind(int resource) {
        return store.resource(resource).implementor() == null ? "host-defined resource" : "guest-defined resource";
    }

    private static void checkNotLent(Handle handle) {
        if (handle.lends != 0) {
            throw Traps.broken("cannot remove owned resource while borrowed");
        }
    }
}
