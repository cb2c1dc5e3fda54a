package org.latticehost.component.internal.abi;

import org.latticehost.component.spi.CoreMemory;

/** Reads and writes unsigned integers of 1, 2 or 4 bytes: discriminants and flags. */
final class Discriminant {
    private Discriminant() {}

    static int load(CoreMemory memory, int pointer, int size) {
        return switch (size) {
            case 1 -> memory.getByte(pointer) & 0xff;
            case 2 -> memory.getShort(pointer) & 0xffff;
            default -> memory.getInt(pointer);
        };
    }

    static void store(CoreMemory memory, int pointer, int size, int value) {
        switch (size) {
            case 1 -> memory.putByte(pointer, (byte) value);
            case 2 -> memory.putShort(pointer, (short) value);
            default -> memory.putInt(pointer, value);
        }
    }

    /** The index itself, if it is that of a case. */
    static int checked(int index, int cases) {
        if (Integer.compareUnsigned(index, cases) >= 0) {
            throw Traps.broken(
                    "invalid variant discriminant " + Integer.toUnsignedString(index) + " of " + cases + " cases");
        }
        return index;
    }
}
