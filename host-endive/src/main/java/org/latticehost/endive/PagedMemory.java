package org.latticehost.endive;

import java.util.OptionalLong;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreMemory;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.PassiveDataSegment;

/**
 * The state of a linear memory as a whole: its array, its size, what it goes back to, its passive segments. How single
 * values are read and written is {@link EndiveMemory}'s part.
 *
 * <p>An array comes from the module's pool, where it held the image, and goes back there. When the memory grows, only the
 * pieces that differ from the image move into the larger array, so growing costs what was touched, too.
 */
abstract class PagedMemory implements Memory, CoreMemory {
    private static final byte[] CLOSED = new byte[0];
    private static final int[] NO_PAGES = new int[0];
    private static final DataSegment[] NO_SEGMENTS = new DataSegment[0];

    final EndiveStore store;
    /** Its length is the size of the memory. */
    byte[] bytes;
    /** Where {@link #bytes} may differ from {@link #baseline}: see {@link Pages}. */
    int[] dirty;

    private final OptionalLong declaredMax;
    private final int maxPages;
    private final MemoryPool pool;
    private DataSegment[] segments = NO_SEGMENTS;
    /** What was there when marks were cleared last: at the start, at a snapshot or when one was put back. */
    private PagedContent baseline;

    PagedMemory(EndiveStore store, OptionalLong declaredMax, int maxPages, MemoryPool pool) {
        this.store = store;
        this.declaredMax = declaredMax;
        this.maxPages = maxPages;
        this.pool = pool;
        this.baseline = pool.start();
        Pages pages = pool.take(baseline.length());
        this.bytes = pages.bytes();
        this.dirty = pages.dirty();
    }

    final EndiveStore store() {
        return store;
    }

    @Override
    public final CoreExternType type() {
        return new CoreExternType.Memory(new CoreLimits(pages(), declaredMax), false, false);
    }

    // ---- going back

    /** The content now, which {@link #restore} puts back at the price of the pieces written since. */
    final PagedContent snapshot() {
        Pages current = new Pages(bytes, dirty);
        baseline = PagedContent.of(current, baseline);
        current.clean();
        return baseline;
    }

    final void restore(PagedContent content) {
        if (bytes.length != content.length()) {
            Pages other = pool.take(content.length());
            content.copyTo(other.bytes());
            exchange(other, content);
            return;
        }
        Pages current = new Pages(bytes, dirty);
        if (content != baseline) {
            current.markDifferences(baseline);
            current.markDifferences(content);
            baseline = content;
        }
        current.reset(content);
    }

    /** Ends this memory; its array may serve another one, with nothing of this one in it. */
    final void close() {
        exchange(new Pages(CLOSED, NO_PAGES), PagedContent.start(CLOSED, 0));
    }

    private void exchange(Pages next, PagedContent nextBaseline) {
        Pages left = new Pages(bytes, dirty);
        PagedContent leftBaseline = baseline;
        bytes = next.bytes();
        dirty = next.dirty();
        baseline = nextBaseline;
        pool.give(left, leftBaseline);
    }

    // ---- size

    @Override
    public final long byteSize() {
        return bytes.length;
    }

    @Override
    public final int pages() {
        return bytes.length / PAGE_SIZE;
    }

    @Override
    public final int initialPages() {
        return pages();
    }

    @Override
    public final int maximumPages() {
        return maxPages;
    }

    @Override
    public final boolean shared() {
        return false;
    }

    @Override
    public final int grow(int size) {
        int before = pages();
        if (size == 0) {
            return before;
        }
        if (size < 0 || size > maxPages - before) {
            return -1;
        }
        StackRoom.check();
        Pages larger;
        try {
            larger = pool.take((before + size) * PAGE_SIZE);
        } catch (OutOfMemoryError e) {
            // The guest is told; the host's heap has room again as soon as the failed array is not made.
            return -1;
        }
        new Pages(bytes, dirty).copyChanges(baseline, larger);
        exchange(larger, baseline);
        return before;
    }

    // ---- segments

    /** Called by Endive for every instance that has this memory. Active segments are not in the modules it sees. */
    @Override
    public final void initialize(Instance instance, DataSegment[] dataSegments) {
        for (DataSegment segment : dataSegments) {
            if (segment.data().length > 0) {
                if (segments != NO_SEGMENTS && segments != dataSegments) {
                    throw WasmReader.unsupported("passive data segments in several modules that share one memory");
                }
                segments = dataSegments;
                return;
            }
        }
    }

    @Override
    public final void initPassiveSegment(int segment, int target, int offset, int length) {
        byte[] data = segment < segments.length ? segments[segment].data() : CLOSED;
        write(target, data, offset, length);
    }

    @Override
    public final void drop(int segment) {
        if (segment < segments.length) {
            segments[segment] = PassiveDataSegment.EMPTY;
        }
    }

    final DataSegment[] segments() {
        return segments;
    }
}
