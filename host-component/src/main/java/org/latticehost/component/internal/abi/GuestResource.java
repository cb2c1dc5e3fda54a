package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.host.wit.ResourceType;

/** A resource type that a component instance implements. */
final class GuestResource extends ResourceBinding {
    private final InstanceState implementor;
    private final @Nullable CoreFunction destructor;

    GuestResource(int index, ResourceType type, InstanceState implementor, @Nullable CoreFunction destructor) {
        super(index, type);
        this.implementor = implementor;
        this.destructor = destructor;
    }

    @Override
    InstanceState implementor() {
        return implementor;
    }

    @Override
    Object takeForJava(int rep) {
        GuestHandle handle = new GuestHandle(this, rep, true);
        implementor.store().javaHandles.add(handle);
        return handle;
    }

    @Override
    Object lendToJava(CallContext call, int rep) {
        GuestHandle handle = new GuestHandle(this, rep, false);
        call.invalidateAtEnd(handle);
        return handle;
    }

    @Override
    boolean accepts(@Nullable Object value) {
        return value instanceof GuestHandle handle && handle.binding == this && handle.usable();
    }

    @Override
    int takeFromJava(Object value) {
        GuestHandle handle = (GuestHandle) value;
        int rep = handle.giveAway();
        implementor.store().javaHandles.remove(handle);
        return rep;
    }

    @Override
    int lendFromJava(Object value) {
        return ((GuestHandle) value).rep();
    }

    @Override
    void endLoan(int rep) {
        // The Java handle is what keeps it.
    }

    @Override
    void destroy(@Nullable InstanceState caller, int rep) {
        if (caller == implementor) {
            if (destructor != null) {
                destructor.call(rep);
            }
            return;
        }
        Entry entry = Entry.between(caller, implementor);
        entry.enter();
        if (destructor != null) {
            destructor.call(rep);
        }
        entry.leave();
    }
}
