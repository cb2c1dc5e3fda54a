package org.latticehost.wasi.internal.preview1;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.latticehost.component.spi.CoreMemory;

/** Reads and writes what functions exchange with a module through its memory. */
final class Memory {
    /** The most that one call reads or writes; what is more is left for the next. */
    private static final int MAX_TRANSFER = 1 << 20;

    private static final int MAX_VECTORS = 1024;
    private static final int MAX_PATH = 4096;

    private Memory() {}

    /** A path; not longer than a file system takes. */
    static String path(CoreMemory memory, long address, long length) throws Errno {
        if (Integer.compareUnsigned((int) length, MAX_PATH) > 0) {
            throw new Errno(Errno.NAMETOOLONG);
        }
        byte[] bytes = new byte[(int) length];
        memory.get((int) address, bytes, 0, bytes.length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Errno(Errno.ILSEQ);
        }
    }

    /** Bytes for a buffer of {@code room} bytes, cut off; how many there were room for. */
    static int putCut(CoreMemory memory, int address, int room, byte[] bytes) {
        int n = Integer.compareUnsigned(room, bytes.length) < 0 ? room : bytes.length;
        memory.put(address, bytes, 0, n);
        return n;
    }

    /** How many bytes the vectors take together, up to a limit. */
    static int room(CoreMemory memory, int vectors, int count) throws Errno {
        check(count);
        long total = 0;
        for (int i = 0; i < count && total < MAX_TRANSFER; i++) {
            total += Integer.toUnsignedLong(memory.getInt(vectors + 8 * i + 4));
        }
        return (int) Math.min(total, MAX_TRANSFER);
    }

    /** Spreads bytes over the vectors, for which they have {@link #room}. */
    static void scatter(CoreMemory memory, int vectors, int count, byte[] bytes) {
        // All read before anything is written: a buffer may lie over the list of buffers.
        int[] list = new int[2 * count];
        for (int i = 0; i < list.length; i++) {
            list[i] = memory.getInt(vectors + 4 * i);
        }
        int done = 0;
        for (int i = 0; i < list.length && done < bytes.length; i += 2) {
            int length = list[i + 1];
            int n = Integer.compareUnsigned(length, bytes.length - done) < 0 ? length : bytes.length - done;
            memory.put(list[i], bytes, done, n);
            done += n;
        }
    }

    /** The bytes of the vectors, up to a limit. */
    static byte[] gather(CoreMemory memory, int vectors, int count) throws Errno {
        byte[] bytes = new byte[room(memory, vectors, count)];
        int done = 0;
        for (int i = 0; done < bytes.length; i++) {
            int length = memory.getInt(vectors + 8 * i + 4);
            int n = Integer.compareUnsigned(length, bytes.length - done) < 0 ? length : bytes.length - done;
            memory.get(memory.getInt(vectors + 8 * i), bytes, done, n);
            done += n;
        }
        return bytes;
    }

    private static void check(int count) throws Errno {
        if (count < 0 || count > MAX_VECTORS) {
            throw new Errno(Errno.INVAL);
        }
    }
}
