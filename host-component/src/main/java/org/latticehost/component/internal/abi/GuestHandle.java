package org.latticehost.component.internal.abi;

import org.latticehost.host.wit.ResourceHandle;
import org.latticehost.host.wit.ResourceType;

/** A resource of a guest in the hands of Java. */
final class GuestHandle implements ResourceHandle {
    final GuestResource binding;
    private final int rep;
    private final boolean owned;
    private boolean spent;

    GuestHandle(GuestResource binding, int rep, boolean owned) {
        this.binding = binding;
        this.rep = rep;
        this.owned = owned;
    }

    @Override
    public ResourceType type() {
        return binding.type;
    }

    @Override
    public boolean owned() {
        return owned;
    }

    boolean usable() {
        return !spent;
    }

    int rep() {
        if (spent) {
            throw new IllegalArgumentException("this handle of " + binding.type + " has been given away or closed");
        }
        return rep;
    }

    int giveAway() {
        if (!owned) {
            throw new IllegalArgumentException("a borrowed handle of " + binding.type + " cannot be given away");
        }
        int value = rep();
        spent = true;
        return value;
    }

    void invalidate() {
        spent = true;
    }

    @Override
    public void close() {
        if (owned && !spent) {
            StoreState store = binding.implementor().store();
            store.javaHandles.remove(this);
            spent = true;
            store.guarded(() -> binding.destroy(null, rep));
        }
    }

    @Override
    public String toString() {
        return (owned ? "own " : "borrow ") + binding.type + (spent ? " (spent)" : "");
    }
}
