package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;

/** A linear memory, seen through a buffer that is asked for anew whenever guest code may have let the memory grow. */
final class WasmtimeMemory implements CoreMemory, WasmtimeExtern {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final WasmtimeStore store;
    private final Shims.Name linkName;
    private final OptionalLong declaredMax;
    private @Nullable Memory handle;
    private @Nullable NativeStore handleStore;
    private ByteBuffer buffer = NONE;
    private long seen = -1;

    WasmtimeMemory(WasmtimeStore store, Shims.Name linkName, OptionalLong declaredMax) {
        this.store = store;
        this.linkName = linkName;
        this.declaredMax = declaredMax;
    }

    @Override
    public WasmtimeStore store() {
        return store;
    }

    @Override
    public Shims.Name linkName() {
        return linkName;
    }

    @Override
    public CoreExternType type() {
        return new CoreExternType.Memory(
                new CoreLimits(byteSize() / BinderModule.PAGE_BYTES, declaredMax), false, false);
    }

    private ByteBuffer bytes() {
        NativeStore current = store.use();
        if (seen != store.runs()) {
            buffer = store.onFitThread(() -> handle(current).buffer(current.store()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            seen = store.runs();
        }
        return buffer;
    }

    private Memory handle(NativeStore current) {
        Memory known = handle;
        if (known == null || handleStore != current) {
            known = current.memory(linkName);
            handle = known;
            handleStore = current;
        }
        return known;
    }

    /** Lets go of the buffer: what it shows is about to be unmapped. */
    void forget() {
        buffer = NONE;
        seen = -1;
        handle = null;
        handleStore = null;
    }

    byte[] copy() {
        ByteBuffer all = bytes();
        byte[] copy = new byte[all.capacity()];
        all.get(0, copy);
        return copy;
    }

    /** Gives the memory this content, growing it if need be. It must not be larger. */
    void fill(byte[] content) {
        NativeStore current = store.use();
        long missing = content.length - byteSize();
        if (missing > 0) {
            long pages = missing / BinderModule.PAGE_BYTES;
            store.onFitThread(() -> handle(current).grow(current.store(), pages));
            seen = -1;
        }
        bytes().put(0, content);
    }

    private static CoreTrapException outOfBounds(int address, long length, ByteBuffer bytes) {
        return new CoreTrapException(
                TrapKind.MEMORY_OUT_OF_BOUNDS,
                "out of bounds memory access: " + length + " bytes at " + Integer.toUnsignedLong(address)
                        + " of a memory of " + bytes.capacity());
    }

    private static void check(ByteBuffer bytes, int address, int length) {
        if (length < 0 || address < 0 || length > bytes.capacity() - address) {
            throw outOfBounds(address, length, bytes);
        }
    }

    @Override
    public long byteSize() {
        return bytes().capacity();
    }

    @Override
    public byte getByte(int address) {
        ByteBuffer all = bytes();
        check(all, address, 1);
        return all.get(address);
    }

    @Override
    public short getShort(int address) {
        ByteBuffer all = bytes();
        check(all, address, 2);
        return all.getShort(address);
    }

    @Override
    public int getInt(int address) {
        ByteBuffer all = bytes();
        check(all, address, 4);
        return all.getInt(address);
    }

    @Override
    public long getLong(int address) {
        ByteBuffer all = bytes();
        check(all, address, 8);
        return all.getLong(address);
    }

    @Override
    public void putByte(int address, byte value) {
        ByteBuffer all = bytes();
        check(all, address, 1);
        all.put(address, value);
    }

    @Override
    public void putShort(int address, short value) {
        ByteBuffer all = bytes();
        check(all, address, 2);
        all.putShort(address, value);
    }

    @Override
    public void putInt(int address, int value) {
        ByteBuffer all = bytes();
        check(all, address, 4);
        all.putInt(address, value);
    }

    @Override
    public void putLong(int address, long value) {
        ByteBuffer all = bytes();
        check(all, address, 8);
        all.putLong(address, value);
    }

    @Override
    public void get(int address, byte[] target, int offset, int length) {
        ByteBuffer all = bytes();
        check(all, address, length);
        all.get(address, target, offset, length);
    }

    @Override
    public void put(int address, byte[] source, int offset, int length) {
        ByteBuffer all = bytes();
        check(all, address, length);
        all.put(address, source, offset, length);
    }

    @Override
    public void copyTo(int address, CoreMemory target, int targetAddress, int length) {
        ByteBuffer all = bytes();
        check(all, address, length);
        if (target instanceof WasmtimeMemory other) {
            ByteBuffer theirs = other.bytes();
            check(theirs, targetAddress, length);
            theirs.put(targetAddress, all, address, length);
        } else {
            byte[] copy = new byte[length];
            all.get(address, copy);
            target.put(targetAddress, copy, 0, length);
        }
    }
}
