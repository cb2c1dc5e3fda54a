package org.latticehost.component.internal.abi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreMemory;

/**
 * One side of one call: the options of its canonical definition, and what is lent for the time of the call. The memory
 * may grow or move whenever guest code runs, so nothing here caches its contents or size.
 */
public final class CallContext {
    /** What one call may make Java hold: bytes and elements of lists and strings. */
    static final int MAX_BYTES_PER_CALL = 128 << 20;

    static final int MAX_ELEMENTS_PER_CALL = 10_000_000;

    final InstanceState instance;
    private final BoundOptions options;
    private long bytesLeft = MAX_BYTES_PER_CALL;
    private long elementsLeft = MAX_ELEMENTS_PER_CALL;

    /** Borrowed handles this call has put into the callee's table, minus those dropped again. */
    private int borrows;

    private @Nullable List<Handle> lenders;
    private @Nullable List<GuestHandle> borrowedByJava;
    private @Nullable List<Loan> lentByJava;

    /** Something that Java lends to the callee for the time of the call. */
    private record Loan(ResourceBinding binding, int rep) {}

    public CallContext(InstanceState instance, BoundOptions options) {
        this.instance = instance;
        this.options = options;
    }

    StringEncoding encoding() {
        return options.encoding();
    }

    CoreMemory memory() {
        CoreMemory memory = options.memory();
        if (memory == null) {
            throw new IllegalStateException("a value needs a memory, and the definition names none");
        }
        return memory;
    }

    /** Counts what a list or string makes the host do. Called before anything is allocated. */
    void charge(long bytes, long elements) {
        bytesLeft -= bytes;
        elementsLeft -= elements;
        if (bytesLeft < 0 || elementsLeft < 0) {
            throw Traps.limit("the values of one call are too large: more than "
                    + (bytesLeft < 0 ? MAX_BYTES_PER_CALL + " bytes" : MAX_ELEMENTS_PER_CALL + " elements"));
        }
    }

    int allocate(int alignment, int bytes) {
        return reallocate(0, 0, alignment, bytes);
    }

    /** Asks the guest for memory; sizes are unsigned. The answer is aligned and lies in the memory. */
    int reallocate(int old, int oldBytes, int alignment, int bytes) {
        CoreFunction realloc = options.realloc();
        if (realloc == null) {
            throw new IllegalStateException("a value needs a realloc function, and the definition names none");
        }
        instance.forbidLeaving();
        int pointer = (int) realloc.call(unsigned(old), unsigned(oldBytes), alignment, unsigned(bytes))[0];
        instance.allowLeaving();
        if ((pointer & (alignment - 1)) != 0) {
            throw Traps.broken("unaligned pointer as realloc return: result not aligned to " + alignment);
        }
        if (unsigned(pointer) + unsigned(bytes) > memory().byteSize()) {
            throw Traps.broken("realloc return: beyond end of memory; string or list content out-of-bounds");
        }
        return pointer;
    }

    /** Traps unless a tuple of that size can be read or written there. */
    void checkPointer(int pointer, int alignment, int bytes) {
        Traps.checkAligned(pointer, alignment);
        if (unsigned(pointer) + bytes > memory().byteSize()) {
            throw Traps.broken("pointer out of bounds of memory: 0x" + Integer.toHexString(pointer));
        }
    }

    static long unsigned(int value) {
        return value & 0xffff_ffffL;
    }

    void postReturn(long[] results) {
        CoreFunction postReturn = options.postReturn();
        if (postReturn != null) {
            instance.forbidLeaving();
            postReturn.call(results);
            instance.allowLeaving();
        }
    }

    /** Takes an owned resource out of the guest's table. */
    int take(int resource, int index) {
        return instance.take(resource, index);
    }

    /** Puts an owned resource into the guest's table. */
    int give(int resource, int rep) {
        return instance.handles.add(new Handle(resource, rep, null));
    }

    /** Borrows from the guest that makes this call: the handle can neither be dropped nor moved until it is over. */
    int borrow(int resource, int index) {
        Handle handle = instance.typed(resource, index);
        handle.lends++;
        if (lenders == null) {
            lenders = new ArrayList<>(2);
        }
        lenders.add(handle);
        return handle.rep;
    }

    /** Lends to the guest that serves this call. */
    int lend(ResourceBinding binding, int rep) {
        if (binding.implementor() == instance) {
            return rep;
        }
        borrows++;
        return instance.handles.add(new Handle(binding.index, rep, this));
    }

    /** Lends a Java object, or a guest's resource that Java holds, to the guest that serves this call. */
    int lendFromJava(ResourceBinding binding, Object value) {
        int rep = binding.lendFromJava(value);
        if (lentByJava == null) {
            lentByJava = new ArrayList<>(2);
        }
        lentByJava.add(new Loan(binding, rep));
        return lend(binding, rep);
    }

    void borrowDropped() {
        borrows--;
    }

    void invalidateAtEnd(GuestHandle handle) {
        if (borrowedByJava == null) {
            borrowedByJava = new ArrayList<>(2);
        }
        borrowedByJava.add(handle);
    }

    /** At the end of a call into this guest: everything that was lent to it must have been dropped. */
    void checkBorrowsReturned() {
        if (borrows != 0) {
            throw Traps.broken("borrow handles still remain at the end of the call: " + borrows);
        }
        if (lentByJava != null) {
            lentByJava.forEach(loan -> loan.binding().endLoan(loan.rep()));
        }
    }

    /** At the end of a call this guest made: what it lent is its own again. */
    void endLoans() {
        if (lenders != null) {
            lenders.forEach(h -> h.lends--);
        }
        if (borrowedByJava != null) {
            borrowedByJava.forEach(GuestHandle::invalidate);
        }
    }

    ResourceBinding resource(int index) {
        return instance.store().resource(index);
    }
}
