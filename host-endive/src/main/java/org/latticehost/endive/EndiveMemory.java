package org.latticehost.endive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;
import run.endive.runtime.WasmRuntimeException;

/**
 * A linear memory over one array whose length is the size of the memory, so that the bounds check of the array is the
 * bounds check of the guest. One object serves compiled code and the host: it is the only implementation of Endive's
 * interface that is ever loaded here, which lets the JVM inline its methods into guest code.
 *
 * <p>Every write marks its {@linkplain Pages page}, so that putting a memory back costs what was touched and not what is
 * there. The mark is of the page where a write begins; putting back covers what may stick out. Marks come before writes:
 * a stack overflow between the two must not leave a write without its mark.
 */
final class EndiveMemory extends PagedMemory {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    EndiveMemory(EndiveStore store, OptionalLong declaredMax, int maxPages, MemoryPool pool) {
        super(store, declaredMax, maxPages, pool);
    }

    private void mark(int address, int length) {
        if (length > 0) {
            Pages.mark(dirty, address, length);
        }
    }

    // ---- access by the guest

    private RuntimeException outOfBounds(int address, long length) {
        return new WasmRuntimeException("out of bounds memory access: address " + Integer.toUnsignedLong(address)
                + ", length " + length + ", memory size " + bytes.length);
    }

    @Override
    public byte read(int address) {
        try {
            return bytes[address];
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, 1);
        }
    }

    @Override
    public short readShort(int address) {
        try {
            return (short) SHORT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, 2);
        }
    }

    @Override
    public int readInt(int address) {
        try {
            return (int) INT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, 4);
        }
    }

    @Override
    public long readLong(int address) {
        try {
            return (long) LONG.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, 8);
        }
    }

    @Override
    public void writeByte(int address, byte value) {
        try {
            dirty[address >>> Pages.SHIFT] = 1;
            bytes[address] = value;
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, 1);
        }
    }

    @Override
    public void writeShort(int address, short value) {
        try {
            dirty[address >>> Pages.SHIFT] = 1;
            SHORT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, 2);
        }
    }

    @Override
    public void writeI32(int address, int value) {
        try {
            dirty[address >>> Pages.SHIFT] = 1;
            INT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, 4);
        }
    }

    @Override
    public void writeLong(int address, long value) {
        try {
            dirty[address >>> Pages.SHIFT] = 1;
            LONG.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(address, 8);
        }
    }

    @Override
    public float readFloat(int address) {
        return Float.intBitsToFloat(readInt(address));
    }

    @Override
    public double readDouble(int address) {
        return Double.longBitsToDouble(readLong(address));
    }

    @Override
    public void writeF32(int address, float value) {
        writeI32(address, Float.floatToRawIntBits(value));
    }

    @Override
    public void writeF64(int address, double value) {
        writeLong(address, Double.doubleToRawLongBits(value));
    }

    @Override
    public long readF32(int address) {
        return readInt(address);
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    @Override
    public long readU16(int address) {
        return readShort(address) & 0xffff;
    }

    @Override
    public byte[] readBytes(int address, int length) {
        checkGuest(address, length);
        return Arrays.copyOfRange(bytes, address, address + length);
    }

    @Override
    public void write(int address, byte[] source, int offset, int length) {
        checkGuest(address, length);
        if (offset < 0 || length > source.length - offset) {
            throw outOfBounds(offset, Integer.toUnsignedLong(length));
        }
        mark(address, length);
        System.arraycopy(source, offset, bytes, address, length);
    }

    @Override
    public void copy(int target, int source, int length) {
        checkGuest(source, length);
        checkGuest(target, length);
        mark(target, length);
        System.arraycopy(bytes, source, bytes, target, length);
    }

    @Override
    public void fill(byte value, int from, int to) {
        checkGuest(from, to - from);
        mark(from, to - from);
        Arrays.fill(bytes, from, to, value);
    }

    private void checkGuest(int address, int length) {
        if (address < 0 || length < 0 || length > bytes.length - address) {
            throw outOfBounds(address, Integer.toUnsignedLong(length));
        }
    }

    // ---- what nobody asks for

    @Override
    public void zero() {
        // New memories are zero apart from their image.
    }

    @Override
    @SuppressWarnings("removal")
    public Object lock(int address) {
        throw new UnsupportedOperationException("shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, int expected, long timeout) {
        throw new WasmRuntimeException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, long expected, long timeout) {
        throw new WasmRuntimeException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    public int notify(int address, int maxThreads) {
        return 0;
    }

    // ---- access by the host

    private RuntimeException hostOutOfBounds(int address, int length) {
        store.checkOpen();
        return new CoreTrapException(
                TrapKind.MEMORY_OUT_OF_BOUNDS,
                "out of bounds memory access: address " + Integer.toUnsignedLong(address) + ", length "
                        + Integer.toUnsignedLong(length) + ", memory size " + bytes.length);
    }

    private void checkHost(int address, int length) {
        if (address < 0 || length < 0 || length > bytes.length - address) {
            throw hostOutOfBounds(address, length);
        }
    }

    @Override
    public byte getByte(int address) {
        try {
            return bytes[address];
        } catch (IndexOutOfBoundsException e) {
            throw hostOutOfBounds(address, 1);
        }
    }

    @Override
    public short getShort(int address) {
        try {
            return (short) SHORT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw hostOutOfBounds(address, 2);
        }
    }

    @Override
    public int getInt(int address) {
        try {
            return (int) INT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw hostOutOfBounds(address, 4);
        }
    }

    @Override
    public long getLong(int address) {
        try {
            return (long) LONG.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw hostOutOfBounds(address, 8);
        }
    }

    @Override
    public void putByte(int address, byte value) {
        try {
            dirty[address >>> Pages.SHIFT] = 1;
            bytes[address] = value;
        } catch (IndexOutOfBoundsException e) {
            throw hostOutOfBounds(address, 1);
        }
    }

    @Override
    public void putShort(int address, short value) {
        try {
            dirty[address >>> Pages.SHIFT] = 1;
            SHORT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw hostOutOfBounds(address, 2);
        }
    }

    @Override
    public void putInt(int address, int value) {
        try {
            dirty[address >>> Pages.SHIFT] = 1;
            INT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw hostOutOfBounds(address, 4);
        }
    }

    @Override
    public void putLong(int address, long value) {
        try {
            dirty[address >>> Pages.SHIFT] = 1;
            LONG.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw hostOutOfBounds(address, 8);
        }
    }

    @Override
    public void get(int address, byte[] target, int offset, int length) {
        checkHost(address, length);
        System.arraycopy(bytes, address, target, offset, length);
    }

    @Override
    public void put(int address, byte[] source, int offset, int length) {
        checkHost(address, length);
        mark(address, length);
        System.arraycopy(source, offset, bytes, address, length);
    }

    @Override
    public void copyTo(int address, CoreMemory target, int targetAddress, int length) {
        checkHost(address, length);
        if (target instanceof EndiveMemory other) {
            other.checkHost(targetAddress, length);
            other.mark(targetAddress, length);
            System.arraycopy(bytes, address, other.bytes, targetAddress, length);
        } else {
            target.put(targetAddress, bytes, address, length);
        }
    }
}
