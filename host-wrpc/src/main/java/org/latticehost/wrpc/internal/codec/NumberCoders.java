package org.latticehost.wrpc.internal.codec;

/** Coders of {@code bool} and numbers. */
final class NumberCoders {
    static final Coder BOOL = new Coder() {
        @Override
        public void write(Encoder out, Object value) {
            out.u8((Boolean) value ? 1 : 0);
        }

        @Override
        public Object read(Decoder in, int depth) {
            return in.available() == 0 ? MORE : (Object) bool(in);
        }

        @Override
        public int minSize() {
            return 1;
        }
    };

    static final Coder BYTE = new Coder() {
        @Override
        public void write(Encoder out, Object value) {
            out.u8((Byte) value);
        }

        @Override
        public Object read(Decoder in, int depth) {
            return in.available() == 0 ? MORE : (Object) (byte) in.u8();
        }

        @Override
        public int minSize() {
            return 1;
        }
    };

    static final Coder F32 = new Fixed(4) {
        @Override
        public void write(Encoder out, Object value) {
            // floatToIntBits makes every NaN the canonical one.
            out.fixed(Float.floatToIntBits((Float) value), 4);
        }

        @Override
        Object of(long bits) {
            return Float.intBitsToFloat((int) bits);
        }
    };

    static final Coder F64 = new Fixed(8) {
        @Override
        public void write(Encoder out, Object value) {
            out.fixed(Double.doubleToLongBits((Double) value), 8);
        }

        @Override
        Object of(long bits) {
            return Double.longBitsToDouble(bits);
        }
    };

    private NumberCoders() {}

    static boolean bool(Decoder in) {
        int b = in.u8();
        if (b > 1) {
            throw in.malformed("a bool of " + b);
        }
        return b == 1;
    }

    /** A coder of 16-, 32- or 64-bit integers. */
    static Coder integer(Leb128 width, boolean signed) {
        return new Integers(width, signed);
    }

    static boolean read(Decoder in, Leb128 width, boolean signed) {
        return signed ? in.readSigned(width) : in.readUnsigned(width);
    }

    private abstract static class Fixed extends Coder {
        private final int size;

        Fixed(int size) {
            this.size = size;
        }

        abstract Object of(long bits);

        @Override
        public Object read(Decoder in, int depth) {
            return in.available() < size ? MORE : of(in.fixed(size));
        }

        @Override
        public int minSize() {
            return size;
        }
    }

    private static final class Integers extends Coder {
        private final Leb128 width;
        private final boolean signed;

        Integers(Leb128 width, boolean signed) {
            this.width = width;
            this.signed = signed;
        }

        @Override
        public void write(Encoder out, Object value) {
            long number;
            switch (width) {
                case BITS16 -> number = signed ? (Short) value : Short.toUnsignedLong((Short) value);
                case BITS32 -> number = signed ? (Integer) value : Integer.toUnsignedLong((Integer) value);
                case BITS64 -> number = (Long) value;
                default -> throw new AssertionError(width);
            }
            if (signed) {
                out.signed(number, width);
            } else {
                out.unsigned(number);
            }
        }

        @Override
        public Object read(Decoder in, int depth) {
            if (!NumberCoders.read(in, width, signed)) {
                return MORE;
            }
            long number = in.number();
            return switch (width) {
                case BITS16 -> (Object) (short) number;
                case BITS32 -> (Object) (int) number;
                case BITS64 -> (Object) number;
            };
        }

        @Override
        public int minSize() {
            return 1;
        }
    }
}
