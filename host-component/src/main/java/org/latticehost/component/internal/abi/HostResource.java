package org.latticehost.component.internal.abi;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.ResourceType;

/** A resource type implemented in Java; the "rep" is an index into the store's table of objects. */
final class HostResource extends ResourceBinding {
    private final HostObjects objects;
    private final Consumer<Object> destructor;

    HostResource(int index, ResourceType type, HostObjects objects, Consumer<Object> destructor) {
        super(index, type);
        this.objects = objects;
        this.destructor = destructor;
    }

    @Override
    @Nullable InstanceState implementor() {
        return null;
    }

    @Override
    Object takeForJava(int rep) {
        return objects.remove(rep);
    }

    @Override
    Object lendToJava(CallContext call, int rep) {
        return objects.get(rep);
    }

    @Override
    boolean accepts(@Nullable Object value) {
        return value != null && !(value instanceof GuestHandle);
    }

    @Override
    int takeFromJava(Object value) {
        return objects.add(value, index);
    }

    @Override
    int lendFromJava(Object value) {
        return objects.add(value, -1);
    }

    @Override
    void endLoan(int rep) {
        objects.remove(rep);
    }

    @Override
    void destroy(@Nullable InstanceState caller, int rep) {
        destroyObject(objects.remove(rep));
    }

    void destroyObject(Object object) {
        destructor.accept(object);
    }
}
