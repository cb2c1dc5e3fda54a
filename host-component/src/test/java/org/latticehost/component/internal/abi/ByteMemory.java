package org.latticehost.component.internal.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;

/** A memory in an array. */
final class ByteMemory implements CoreMemory {
    final byte[] bytes;
    private final ByteBuffer view;

    ByteMemory(int size) {
        bytes = new byte[size];
        view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int at(int address, int length) {
        if ((address & 0xffff_ffffL) + length > bytes.length) {
            throw new CoreTrapException(TrapKind.MEMORY_OUT_OF_BOUNDS, "out of bounds: " + address);
        }
        return address;
    }

    @Override
    public CoreExternType type() {
        return new CoreExternType.Memory(new CoreLimits(1, OptionalLong.empty()), false, false);
    }

    @Override
    public long byteSize() {
        return bytes.length;
    }

    @Override
    public byte getByte(int address) {
        return view.get(at(address, 1));
    }

    @Override
    public short getShort(int address) {
        return view.getShort(at(address, 2));
    }

    @Override
    public int getInt(int address) {
        return view.getInt(at(address, 4));
    }

    @Override
    public long getLong(int address) {
        return view.getLong(at(address, 8));
    }

    @Override
    public void putByte(int address, byte value) {
        view.put(at(address, 1), value);
    }

    @Override
    public void putShort(int address, short value) {
        view.putShort(at(address, 2), value);
    }

    @Override
    public void putInt(int address, int value) {
        view.putInt(at(address, 4), value);
    }

    @Override
    public void putLong(int address, long value) {
        view.putLong(at(address, 8), value);
    }

    @Override
    public void get(int address, byte[] target, int offset, int length) {
        System.arraycopy(bytes, at(address, length), target, offset, length);
    }

    @Override
    public void put(int address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, bytes, at(address, length), length);
    }

    @Override
    public void copyTo(int address, CoreMemory target, int targetAddress, int length) {
        target.put(targetAddress, bytes, at(address, length), length);
    }
}
