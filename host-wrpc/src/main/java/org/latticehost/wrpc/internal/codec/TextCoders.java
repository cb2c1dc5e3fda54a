package org.latticehost.wrpc.internal.codec;

/** Coders of {@code char} and {@code string}. */
final class TextCoders {
    static final Coder CHAR = new Coder() {
        @Override
        public void write(Encoder out, Object value) {
            int c = (Integer) value;
            if (!Character.isValidCodePoint(c) || (c >= 0xd800 && c <= 0xdfff)) {
                throw new IllegalArgumentException("not a Unicode scalar value: " + c);
            }
            out.codePoint(c);
        }

        @Override
        public Object read(Decoder in, int depth) {
            if (in.available() == 0) {
                return MORE;
            }
            int first = in.peek();
            int size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
            if (first >= 0x80 && (first < 0xc2 || first > 0xf4)) {
                throw in.malformed("a char that is not UTF-8");
            }
            return in.available() < size ? MORE : (Object) in.text(size).codePointAt(0);
        }

        @Override
        public int minSize() {
            return 1;
        }
    };

    static final Coder STRING = new Coder() {
        @Override
        public void write(Encoder out, Object value) {
            out.text((String) value);
        }

        @Override
        public Object read(Decoder in, int depth) {
            Object state = in.resume(depth);
            if (state == null) {
                if (!in.readUnsigned(Leb128.BITS32)) {
                    return MORE;
                }
                int count = in.count(1);
                in.charge(40L + count);
                if (in.available() >= count) {
                    return count == 0 ? "" : in.text(count);
                }
                state = new PartialBytes(count);
            }
            PartialBytes partial = (PartialBytes) state;
            return partial.fill(in) ? in.utf8(partial.bytes(), 0, partial.bytes().length) : in.suspend(depth, partial);
        }

        @Override
        public int minSize() {
            return 1;
        }
    };

    private TextCoders() {}
}
