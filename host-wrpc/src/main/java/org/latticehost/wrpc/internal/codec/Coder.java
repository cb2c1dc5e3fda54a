package org.latticehost.wrpc.internal.codec;

/** Writes and reads the values of one type. Immutable and thread-safe. */
public abstract class Coder {
    /** Returned by {@link #read} when the bytes run out before the value is complete. */
    public static final Object MORE = new Object() {
        @Override
        public String toString() {
            return "MORE";
        }
    };

    /**
     * Appends a value.
     *
     * @throws IllegalArgumentException or another unchecked exception if the value is not of the type
     */
    public abstract void write(Encoder out, Object value);

    /**
     * Reads a value, or goes on where the last attempt at this depth stopped.
     *
     * @param depth nesting below the root, the place of saved state
     * @return the value or {@link #MORE}
     * @throws MalformedValueException if the bytes are none of this type
     */
    public abstract Object read(Decoder in, int depth);

    /** The fewest bytes a value takes; 0 means that every value takes none. */
    public abstract int minSize();

    /** Whether values may hold streams or futures, so that their index path matters. */
    public boolean async() {
        return false;
    }

    /** Paths below a value of this type on which streams and futures may travel. */
    public AsyncPaths paths() {
        return AsyncPaths.NONE;
    }
}
