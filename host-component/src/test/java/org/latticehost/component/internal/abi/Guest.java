package org.latticehost.component.internal.abi;

import java.util.ArrayList;
import java.util.List;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.component.spi.TrapKind;

/** A guest without code: a memory, and a realloc function that moves every block and remembers what it was asked. */
final class Guest {
    static final int SIZE = 1 << 16;

    final ByteMemory memory = new ByteMemory(SIZE);
    final List<String> reallocs = new ArrayList<>();
    final StoreState store;
    private final InstanceState instance;
    private final BoundOptions options;
    private int top = 1024;

    Guest(StringEncoding encoding) {
        this(encoding, new StoreState(1, 1, Runnable::run));
        store.newInstance(0, -1);
    }

    private Guest(StringEncoding encoding, StoreState store) {
        this.store = store;
        this.instance = new InstanceState(store, null);
        this.options = new BoundOptions(encoding, memory, new Realloc(), null);
    }

    CallContext call() {
        return new CallContext(instance, options);
    }

    private final class Realloc implements CoreFunction {
        @Override
        public CoreFuncType funcType() {
            return new CoreFuncType(
                    List.of(CoreValueType.I32, CoreValueType.I32, CoreValueType.I32, CoreValueType.I32),
                    List.of(CoreValueType.I32));
        }

        @Override
        public long[] call(long... args) {
            int oldSize = (int) args[1];
            int alignment = (int) args[2];
            int size = (int) args[3];
            reallocs.add(oldSize + "->" + size + "@" + alignment);
            int pointer = top + alignment - 1 & -alignment;
            if (size < 0 || size > SIZE - pointer) {
                throw new CoreTrapException(TrapKind.UNREACHABLE, "out of memory");
            }
            top = pointer + size;
            System.arraycopy(memory.bytes, (int) args[0], memory.bytes, pointer, Math.min(oldSize, size));
            return new long[] {pointer};
        }
    }
}
