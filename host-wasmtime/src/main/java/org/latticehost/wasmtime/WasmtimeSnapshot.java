package org.latticehost.wasmtime;

import java.util.List;
import org.latticehost.component.spi.CoreSnapshot;

/** The state of a store at one moment: memories and mutable globals, in the order of instances. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WasmtimeSnapshot(WasmtimeStore store, int instances, List<byte[]> memories, long[] globals)
        implements CoreSnapshot {
    @Override
    public long byteSize() {
        return 8L * globals.length + memories.stream().mapToLong(m -> m.length).sum();
    }
}
