package org.latticehost.endive;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreSnapshot;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.Element;

/** The state of a store at one moment, in the order of its lists. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EndiveSnapshot(
        EndiveStore store,
        List<PagedContent> memories,
        List<@Nullable EndiveFunction[]> tables,
        List<Integer> externTables,
        long[] globals,
        List<Element[]> elements,
        List<DataSegment[]> segments)
        implements CoreSnapshot {
    @Override
    public long byteSize() {
        long size = 8L * globals.length;
        for (PagedContent memory : memories) {
            size += memory.byteSize();
        }
        for (EndiveFunction[] table : tables) {
            size += 4L * table.length;
        }
        return size;
    }
}
