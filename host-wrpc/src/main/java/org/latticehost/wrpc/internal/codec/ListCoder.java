package org.latticehost.wrpc.internal.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Coder of lists that are {@link List}s in Java. */
final class ListCoder extends SequenceCoder {
    private final Coder element;

    ListCoder(Coder element) {
        super(element.minSize());
        this.element = element;
    }

    @Override
    int size(Object value) {
        return ((List<?>) value).size();
    }

    @Override
    void writeItems(Encoder out, Object value) {
        List<?> items = (List<?>) value;
        if (!element.async()) {
            for (Object item : items) {
                element.write(out, item);
            }
            return;
        }
        int i = 0;
        for (Object item : items) {
            out.enter(i++);
            element.write(out, item);
            out.leave();
        }
    }

    @Override
    Object begin(Decoder in, int count) {
        in.charge(40L + 8L * (element.minSize() == 0 ? 0 : count));
        return new Partial(count, new ArrayList<>(Math.min(count, Math.max(1, in.available()))));
    }

    @Override
    Object proceed(Decoder in, int depth, Object state) {
        Partial partial = (Partial) state;
        List<Object> items = partial.items;
        if (element.minSize() == 0) {
            // Millions of them fit into a few bytes, and all are equal.
            return partial.count == 0 ? List.of() : Collections.nCopies(partial.count, element.read(in, depth + 1));
        }
        while (items.size() < partial.count) {
            int i = items.size();
            in.enter(i);
            Object item;
            try {
                item = element.read(in, depth + 1);
            } catch (MalformedValueException e) {
                throw e.in("[" + i + "]");
            }
            in.leave();
            if (item == MORE) {
                return in.suspend(depth, partial);
            }
            items.add(item);
        }
        return Collections.unmodifiableList(items);
    }

    @Override
    public boolean async() {
        return element.async();
    }

    @Override
    public AsyncPaths paths() {
        return AsyncPaths.elements(element.paths());
    }

    private record Partial(int count, List<Object> items) {}
}
