package org.latticehost.component.internal.abi;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of anything but numbers: a {@link List}. */
final class ObjectListCodec extends ListCodec {

    ObjectListCodec(Codec element) {
        super(element);
    }

    @Override
    Object read(CallContext cx, int pointer, int count) {
        Object[] items = new Object[count];
        for (int i = 0; i < count; i++) {
            items[i] = element.load(cx, pointer + i * element.size);
        }
        return Collections.unmodifiableList(Arrays.asList(items));
    }

    @Override
    void write(CallContext cx, Object value, int pointer) {
        int at = pointer;
        for (Object item : (List<?>) value) {
            element.store(cx, item, at);
            at += element.size;
        }
    }

    @Override
    int count(Object value) {
        return ((List<?>) value).size();
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        if (!(value instanceof List<?> items)) {
            return false;
        }
        for (Object item : items) {
            if (!element.accepts(cx, item)) {
                return false;
            }
        }
        return true;
    }
}
