package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** {@code list<u8>} and {@code list<s8>}: a {@code byte[]}, copied as a block. */
final class ByteListCodec extends ListCodec {

    ByteListCodec(Codec element) {
        super(element);
    }

    @Override
    Object read(CallContext cx, int pointer, int count) {
        byte[] bytes = new byte[count];
        cx.memory().get(pointer, bytes, 0, count);
        return bytes;
    }

    @Override
    void write(CallContext cx, Object value, int pointer) {
        byte[] bytes = (byte[]) value;
        cx.memory().put(pointer, bytes, 0, bytes.length);
    }

    @Override
    int count(Object value) {
        return ((byte[]) value).length;
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof byte[];
    }
}
