package org.latticehost.host.bind;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latticehost.host.error.BindingException;

/** A Java record class, with handles to make and to read it. Immutable. */
final class RecordShape {
    final Class<?> type;
    final List<RecordComponent> components;
    private final MethodHandle create;
    private final MethodHandle[] getters;

    private RecordShape(Class<?> type) {
        this.type = type;
        this.components = List.of(type.getRecordComponents());
        Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            this.create = Access.constructor(type.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new BindingException(type.getName() + " has no canonical constructor", e);
        }
        List<MethodHandle> handles = new ArrayList<>();
        components.forEach(c -> handles.add(Access.getter(c.getAccessor())));
        this.getters = handles.toArray(MethodHandle[]::new);
    }

    static RecordShape of(Class<?> record) {
        return new RecordShape(record);
    }

    Object create(Object[] values) {
        return Access.call(create, values);
    }

    Object get(Object record, int index) {
        return Access.get(getters[index], record);
    }

    /** The component that stands for a field, or -1. */
    int indexOf(String witName) {
        for (int i = 0; i < components.size(); i++) {
            if (Names.same(components.get(i), components.get(i).getName(), witName)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return "record " + type.getSimpleName()
                + Arrays.toString(
                        components.stream().map(RecordComponent::getName).toArray());
    }
}
