package org.latticehost.wrpc.internal.codec;

import java.lang.reflect.Array;
import org.latticehost.host.wit.WitKind;

/** Coders of lists that are primitive arrays in Java. */
final class ArrayCoders {
    private ArrayCoders() {}

    /** The coder for elements of that kind other than bytes. */
    static SequenceCoder of(WitKind element) {
        return switch (element) {
            case BOOL ->
                new Elements(1, 1) {
                    @Override
                    Object make(int size) {
                        return new boolean[size];
                    }

                    @Override
                    void writeItems(Encoder out, Object value) {
                        for (boolean item : (boolean[]) value) {
                            out.u8(item ? 1 : 0);
                        }
                    }

                    @Override
                    boolean readItem(Decoder in, Object array, int i) {
                        if (in.available() == 0) {
                            return false;
                        }
                        ((boolean[]) array)[i] = NumberCoders.bool(in);
                        return true;
                    }
                };
            case S16, U16 ->
                new Elements(1, 2) {
                    private final boolean signed = element == WitKind.S16;

                    @Override
                    Object make(int size) {
                        return new short[size];
                    }

                    @Override
                    void writeItems(Encoder out, Object value) {
                        for (short item : (short[]) value) {
                            integer(out, signed, signed ? item : Short.toUnsignedLong(item), Leb128.BITS16);
                        }
                    }

                    @Override
                    boolean readItem(Decoder in, Object array, int i) {
                        boolean complete = NumberCoders.read(in, Leb128.BITS16, signed);
                        ((short[]) array)[i] = (short) in.number();
                        return complete;
                    }
                };
            case S32, U32 ->
                new Elements(1, 4) {
                    private final boolean signed = element == WitKind.S32;

                    @Override
                    Object make(int size) {
                        return new int[size];
                    }

                    @Override
                    void writeItems(Encoder out, Object value) {
                        for (int item : (int[]) value) {
                            integer(out, signed, signed ? item : Integer.toUnsignedLong(item), Leb128.BITS32);
                        }
                    }

                    @Override
                    boolean readItem(Decoder in, Object array, int i) {
                        boolean complete = NumberCoders.read(in, Leb128.BITS32, signed);
                        ((int[]) array)[i] = (int) in.number();
                        return complete;
                    }
                };
            case S64, U64 ->
                new Elements(1, 8) {
                    private final boolean signed = element == WitKind.S64;

                    @Override
                    Object make(int size) {
                        return new long[size];
                    }

                    @Override
                    void writeItems(Encoder out, Object value) {
                        for (long item : (long[]) value) {
                            integer(out, signed, item, Leb128.BITS64);
                        }
                    }

                    @Override
                    boolean readItem(Decoder in, Object array, int i) {
                        boolean complete = NumberCoders.read(in, Leb128.BITS64, signed);
                        ((long[]) array)[i] = in.number();
                        return complete;
                    }
                };
            case F32 ->
                new Elements(4, 4) {
                    @Override
                    Object make(int size) {
                        return new float[size];
                    }

                    @Override
                    void writeItems(Encoder out, Object value) {
                        for (float item : (float[]) value) {
                            out.fixed(Float.floatToIntBits(item), 4);
                        }
                    }

                    @Override
                    boolean readItem(Decoder in, Object array, int i) {
                        if (in.available() < 4) {
                            return false;
                        }
                        ((float[]) array)[i] = Float.intBitsToFloat((int) in.fixed(4));
                        return true;
                    }
                };
            case F64 ->
                new Elements(8, 8) {
                    @Override
                    Object make(int size) {
                        return new double[size];
                    }

                    @Override
                    void writeItems(Encoder out, Object value) {
                        for (double item : (double[]) value) {
                            out.fixed(Double.doubleToLongBits(item), 8);
                        }
                    }

                    @Override
                    boolean readItem(Decoder in, Object array, int i) {
                        if (in.available() < 8) {
                            return false;
                        }
                        ((double[]) array)[i] = Double.longBitsToDouble(in.fixed(8));
                        return true;
                    }
                };
            default -> throw new IllegalArgumentException(element + " lists are no primitive arrays");
        };
    }

    private static void integer(Encoder out, boolean signed, long value, Leb128 width) {
        if (signed) {
            out.signed(value, width);
        } else {
            out.unsigned(value);
        }
    }

    private abstract static class Elements extends SequenceCoder {
        private final int minElement;
        private final int heapSize;

        Elements(int minElement, int heapSize) {
            super(minElement);
            this.minElement = minElement;
            this.heapSize = heapSize;
        }

        abstract Object make(int size);

        abstract boolean readItem(Decoder in, Object array, int i);

        @Override
        final int size(Object value) {
            return Array.getLength(value);
        }

        @Override
        final Object begin(Decoder in, int count) {
            in.charge(16L + (long) heapSize * count);
            // What is here already can hold at most so many; more are made room for when they come.
            return new Partial(count, make(Math.min(count, in.available() / minElement + 1)));
        }

        @Override
        final Object proceed(Decoder in, int depth, Object state) {
            Partial partial = (Partial) state;
            int room = Array.getLength(partial.items);
            while (partial.filled < partial.count) {
                if (partial.filled == room) {
                    room = (int) Math.min(partial.count, 2L * room + 8);
                    Object larger = make(room);
                    System.arraycopy(partial.items, 0, larger, 0, partial.filled);
                    partial.items = larger;
                }
                if (!readItem(in, partial.items, partial.filled)) {
                    return in.suspend(depth, partial);
                }
                partial.filled++;
            }
            return partial.items;
        }
    }

    private static final class Partial {
        private final int count;
        private Object items;
        private int filled;

        Partial(int count, Object items) {
            this.count = count;
            this.items = items;
        }
    }
}
