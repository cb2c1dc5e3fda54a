package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreMemory;

/** {@code string}: a pointer and a count of code units. */
final class StringCodec extends Codec {
    StringCodec() {
        super(8, 4, Layout.TWO_I32, false, false);
    }

    @Override
    Object load(CallContext cx, int pointer) {
        CoreMemory memory = cx.memory();
        return StringReader.read(cx, memory.getInt(pointer), memory.getInt(pointer + 4));
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        put(cx, pointer, StringWriter.write(cx, (String) value));
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return StringReader.read(cx, (int) flat[at], (int) flat[at + 1]);
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        putFlat(flat, at, StringWriter.write(cx, (String) value));
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof String s && isWellFormed(s);
    }

    private static boolean isWellFormed(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == s.length()
                        || !Character.isLowSurrogate(s.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        CoreMemory memory = from.memory();
        put(to, target, StringTransfer.copy(from, memory.getInt(source), memory.getInt(source + 4), to));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        putFlat(out, outAt, StringTransfer.copy(from, (int) in[at], (int) in[at + 1], to));
    }

    private static void put(CallContext cx, int pointer, long string) {
        // Little-endian: the pointer in the low half comes first.
        cx.memory().putLong(pointer, string);
    }

    private static void putFlat(long[] flat, int at, long string) {
        flat[at] = string & 0xffff_ffffL;
        flat[at + 1] = string >>> 32;
    }
}
