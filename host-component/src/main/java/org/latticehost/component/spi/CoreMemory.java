package org.latticehost.component.spi;

/**
 * A linear memory. Addresses are unsigned 32-bit offsets given as {@code int}; an access outside the memory throws a
 * {@link CoreTrapException} of kind {@link TrapKind#MEMORY_OUT_OF_BOUNDS} and changes nothing. Numbers are
 * little-endian, at any alignment. The memory may move or grow whenever guest code runs; nothing here is cached across
 * such a call.
 */
public interface CoreMemory extends CoreExtern {

    /** Current size in bytes. */
    long byteSize();

    byte getByte(int address);

    short getShort(int address);

    int getInt(int address);

    long getLong(int address);

    void putByte(int address, byte value);

    void putShort(int address, short value);

    void putInt(int address, int value);

    void putLong(int address, long value);

    /** Copies {@code length} bytes from this memory into an array. */
    void get(int address, byte[] target, int offset, int length);

    /** Copies {@code length} bytes from an array into this memory. */
    void put(int address, byte[] source, int offset, int length);

    /** Copies from this memory into another (or the same) one, in one pass where the engine can. */
    void copyTo(int address, CoreMemory target, int targetAddress, int length);
}
