package org.latticehost.wrpc.internal.codec;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.wit.ValueStream;

/**
 * Coder of streams and futures at their place in a value: always written as pending, the content follows on a channel of
 * its own. Content that stands inline is only read.
 */
public abstract class AsyncCoder extends Coder {

    /** The Java class of values, checked when one is written. */
    abstract Class<?> javaType();

    @Override
    public final void write(Encoder out, Object value) {
        out.defer(this, javaType().cast(value));
        out.u8(0);
    }

    @Override
    public final int minSize() {
        return 1;
    }

    @Override
    public final boolean async() {
        return true;
    }

    /** Coder of {@code stream<T>}; {@code stream<u8>} has no element coder. */
    public static final class OfStream extends AsyncCoder {
        private final @Nullable Coder element;
        private final SequenceCoder inline;

        OfStream(@Nullable Coder element) {
            this.element = element;
            this.inline = element == null ? BytesCoder.INSTANCE : new ListCoder(element);
        }

        /** The coder of elements; null for a stream of bytes. */
        public @Nullable Coder element() {
            return element;
        }

        @Override
        Class<?> javaType() {
            return element == null ? BytePipe.class : ValueStream.class;
        }

        @Override
        public Object read(Decoder in, int depth) {
            Object state = in.resume(depth);
            if (state == null) {
                if (!in.readUnsigned(Leb128.BITS32)) {
                    return MORE;
                }
                if (in.number() == 0) {
                    return in.defer(this);
                }
                state = inline.begin(in);
            }
            Object items = inline.proceed(in, depth, state);
            if (items == MORE) {
                return MORE;
            }
            return element == null ? BytePipe.of((byte[]) items) : ValueStream.of((List<?>) items);
        }

        @Override
        public AsyncPaths paths() {
            return (element == null ? AsyncPaths.NONE : AsyncPaths.elements(element.paths())).withHere();
        }
    }

    /** Coder of {@code future<T>}. */
    public static final class OfFuture extends AsyncCoder {
        private final @Nullable Coder value;

        OfFuture(@Nullable Coder value) {
            this.value = value;
        }

        /** The coder of the value; null for a future without one. */
        public @Nullable Coder value() {
            return value;
        }

        @Override
        Class<?> javaType() {
            return CompletionStage.class;
        }

        @Override
        public Object read(Decoder in, int depth) {
            if (in.resume(depth) == null) {
                if (in.available() == 0) {
                    return MORE;
                }
                if (!NumberCoders.bool(in)) {
                    return in.defer(this);
                }
            }
            if (value == null) {
                return completed(null);
            }
            Object ready = value.read(in, depth + 1);
            return ready == MORE ? in.suspend(depth, true) : completed(ready);
        }

        @SuppressWarnings("FutureReturnValueIgnored") // it is the value
        private static Object completed(@Nullable Object value) {
            return CompletableFuture.completedFuture(value);
        }

        @Override
        public AsyncPaths paths() {
            return (value == null ? AsyncPaths.NONE : value.paths()).withHere();
        }
    }
}
