package org.latticehost.endive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreTable;
import run.endive.wasm.WasmEngineException;

/**
 * A table of functions, shared by all instances that have it. It holds function objects; each instance looks at it
 * through its own {@link TableView}, which speaks in the function indexes of that instance.
 */
final class EndiveTable implements CoreTable {
    private final EndiveStore store;
    private final CoreExternType.Table declared;
    private final int maxSize;
    private @Nullable EndiveFunction[] elements;
    /** What was copied or put back last, unless something was written since. */
    private @Nullable EndiveFunction @Nullable [] unchangedSince;

    EndiveTable(EndiveStore store, CoreExternType.Table declared, int maxSize) {
        this.store = store;
        this.declared = declared;
        this.maxSize = maxSize;
        this.elements = new EndiveFunction[(int) declared.limits().min()];
    }

    EndiveStore store() {
        return store;
    }

    @Override
    public CoreExternType type() {
        return new CoreExternType.Table(
                declared.element(),
                new CoreLimits(elements.length, declared.limits().max()));
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Nullable EndiveFunction get(int index) {
        if (index < 0 || index >= elements.length) {
            throw new WasmEngineException("undefined element " + Integer.toUnsignedLong(index));
        }
        return elements[index];
    }

    void set(int index, @Nullable EndiveFunction value) {
        if (index < 0 || index >= elements.length) {
            throw new WasmEngineException("out of bounds table access");
        }
        unchangedSince = null;
        elements[index] = value;
    }

    int grow(int count, @Nullable EndiveFunction value) {
        int before = elements.length;
        if (count < 0 || count > maxSize - before) {
            return -1;
        }
        unchangedSince = null;
        try {
            elements = Arrays.copyOf(elements, before + count);
        } catch (OutOfMemoryError e) {
            return -1;
        }
        Arrays.fill(elements, before, elements.length, value);
        return before;
    }

    @Nullable EndiveFunction[] copy() {
        @Nullable EndiveFunction[] copy = elements.clone();
        unchangedSince = copy;
        return copy;
    }

    void restore(@Nullable EndiveFunction[] saved) {
        if (saved == unchangedSince) {
            return;
        }
        unchangedSince = saved;
        if (saved.length == elements.length) {
            System.arraycopy(saved, 0, elements, 0, saved.length);
        } else {
            elements = saved.clone();
        }
    }
}
