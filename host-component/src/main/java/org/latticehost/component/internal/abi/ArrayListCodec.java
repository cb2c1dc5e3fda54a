package org.latticehost.component.internal.abi;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitKind;

/** Lists of {@code bool} and of numbers wider than a byte: a Java array, moved as one block of bytes. */
abstract class ArrayListCodec extends ListCodec {
    private final Class<?> arrayType;

    private ArrayListCodec(Codec element, Class<?> arrayType) {
        super(element);
        this.arrayType = arrayType;
    }

    static ArrayListCodec of(WitKind kind, Codec element) {
        return switch (kind) {
            case BOOL -> new OfBool(element);
            case S16, U16 -> new OfShort(element);
            case S32, U32 -> new OfInt(element);
            case S64, U64 -> new OfLong(element);
            case F32 -> new OfFloat(element);
            case F64 -> new OfDouble(element);
            default -> throw new IllegalArgumentException("no array stands for a list of " + kind);
        };
    }

    abstract Object decode(ByteBuffer bytes, int count);

    abstract void encode(Object array, ByteBuffer bytes);

    @Override
    final Object read(CallContext cx, int pointer, int count) {
        byte[] bytes = new byte[count * element.size];
        cx.memory().get(pointer, bytes, 0, bytes.length);
        return decode(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), count);
    }

    @Override
    final void write(CallContext cx, Object value, int pointer) {
        byte[] bytes = new byte[count(value) * element.size];
        encode(value, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        cx.memory().put(pointer, bytes, 0, bytes.length);
    }

    @Override
    final int count(Object value) {
        return Array.getLength(value);
    }

    @Override
    final boolean accepts(CallContext cx, @Nullable Object value) {
        return arrayType.isInstance(value);
    }

    private static final class OfBool extends ArrayListCodec {
        OfBool(Codec element) {
            super(element, boolean[].class);
        }

        @Override
        Object decode(ByteBuffer bytes, int count) {
            boolean[] array = new boolean[count];
            for (int i = 0; i < count; i++) {
                array[i] = bytes.get(i) != 0;
            }
            return array;
        }

        @Override
        void encode(Object array, ByteBuffer bytes) {
            for (boolean b : (boolean[]) array) {
                bytes.put((byte) (b ? 1 : 0));
            }
        }
    }

    private static final class OfShort extends ArrayListCodec {
        OfShort(Codec element) {
            super(element, short[].class);
        }

        @Override
        Object decode(ByteBuffer bytes, int count) {
            short[] array = new short[count];
            bytes.asShortBuffer().get(array);
            return array;
        }

        @Override
        void encode(Object array, ByteBuffer bytes) {
            bytes.asShortBuffer().put((short[]) array);
        }
    }

    private static final class OfInt extends ArrayListCodec {
        OfInt(Codec element) {
            super(element, int[].class);
        }

        @Override
        Object decode(ByteBuffer bytes, int count) {
            int[] array = new int[count];
            bytes.asIntBuffer().get(array);
            return array;
        }

        @Override
        void encode(Object array, ByteBuffer bytes) {
            bytes.asIntBuffer().put((int[]) array);
        }
    }

    private static final class OfLong extends ArrayListCodec {
        OfLong(Codec element) {
            super(element, long[].class);
        }

        @Override
        Object decode(ByteBuffer bytes, int count) {
            long[] array = new long[count];
            bytes.asLongBuffer().get(array);
            return array;
        }

        @Override
        void encode(Object array, ByteBuffer bytes) {
            bytes.asLongBuffer().put((long[]) array);
        }
    }

    private static final class OfFloat extends ArrayListCodec {
        OfFloat(Codec element) {
            super(element, float[].class);
        }

        @Override
        Object decode(ByteBuffer bytes, int count) {
            float[] array = new float[count];
            for (int i = 0; i < count; i++) {
                array[i] = FloatCodec.canonical(bytes.getInt());
            }
            return array;
        }

        @Override
        void encode(Object array, ByteBuffer bytes) {
            for (float f : (float[]) array) {
                bytes.putInt(Float.floatToIntBits(f));
            }
        }
    }

    private static final class OfDouble extends ArrayListCodec {
        OfDouble(Codec element) {
            super(element, double[].class);
        }

        @Override
        Object decode(ByteBuffer bytes, int count) {
            double[] array = new double[count];
            for (int i = 0; i < count; i++) {
                array[i] = DoubleCodec.canonical(bytes.getLong());
            }
            return array;
        }

        @Override
        void encode(Object array, ByteBuffer bytes) {
            for (double d : (double[]) array) {
                bytes.putLong(Double.doubleToLongBits(d));
            }
        }
    }
}
