package org.latticehost.component.internal.abi;

import org.latticehost.component.spi.CoreMemory;

/** {@code list<t>}: a pointer and a count. Subclasses choose the Java form. */
abstract class ListCodec extends Codec {
    final Codec element;

    ListCodec(Codec element) {
        super(8, 4, Layout.TWO_I32, false, element.resources);
        this.element = element;
    }

    /** Reads {@code count} elements; the range has been checked. */
    abstract Object read(CallContext cx, int pointer, int count);

    abstract void write(CallContext cx, Object value, int pointer);

    abstract int count(Object value);

    /** Checks the range of a list in guest memory, also when it is empty, and answers its length in bytes. */
    private int checkRange(CallContext cx, int pointer, int count) {
        long bytes = CallContext.unsigned(count) * element.size;
        if (bytes > Layout.MAX_BYTES) {
            throw Traps.broken("list too long: " + bytes + " bytes");
        }
        Traps.checkAligned(pointer, element.alignment);
        if (CallContext.unsigned(pointer) + bytes > cx.memory().byteSize()) {
            throw Traps.broken("list content out-of-bounds of memory");
        }
        cx.charge(bytes, count);
        return (int) bytes;
    }

    private Object readChecked(CallContext cx, int pointer, int count) {
        checkRange(cx, pointer, count);
        return read(cx, pointer, count);
    }

    private int allocate(CallContext cx, int count) {
        long bytes = (long) count * element.size;
        if (bytes > Layout.MAX_BYTES) {
            throw Traps.broken("list too long: " + bytes + " bytes");
        }
        return cx.allocate(element.alignment, (int) bytes);
    }

    private int writeNew(CallContext cx, Object value, int count) {
        int pointer = allocate(cx, count);
        write(cx, value, pointer);
        return pointer;
    }

    @Override
    final Object load(CallContext cx, int pointer) {
        CoreMemory memory = cx.memory();
        return readChecked(cx, memory.getInt(pointer), memory.getInt(pointer + 4));
    }

    @Override
    final void store(CallContext cx, Object value, int pointer) {
        int count = count(value);
        int content = writeNew(cx, value, count);
        CoreMemory memory = cx.memory();
        memory.putInt(pointer, content);
        memory.putInt(pointer + 4, count);
    }

    @Override
    final Object lift(CallContext cx, long[] in, int at) {
        return readChecked(cx, (int) in[at], (int) in[at + 1]);
    }

    @Override
    final void lower(CallContext cx, Object value, long[] out, int at) {
        int count = count(value);
        out[at] = CallContext.unsigned(writeNew(cx, value, count));
        out[at + 1] = count;
    }

    @Override
    final void copy(CallContext from, int source, CallContext to, int target) {
        CoreMemory memory = from.memory();
        int count = memory.getInt(source + 4);
        int content = copyContent(from, memory.getInt(source), count, to);
        CoreMemory other = to.memory();
        other.putInt(target, content);
        other.putInt(target + 4, count);
    }

    @Override
    final void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        int count = (int) in[at + 1];
        out[outAt] = CallContext.unsigned(copyContent(from, (int) in[at], count, to));
        out[outAt + 1] = count;
    }

    private int copyContent(CallContext from, int source, int count, CallContext to) {
        int bytes = checkRange(from, source, count);
        int target = to.allocate(element.alignment, bytes);
        if (element.plain) {
            from.memory().copyTo(source, to.memory(), target, bytes);
        } else {
            for (int i = 0; i < count; i++) {
                element.copy(from, source + i * element.size, to, target + i * element.size);
            }
        }
        return target;
    }
}
