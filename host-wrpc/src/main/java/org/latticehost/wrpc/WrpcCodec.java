package org.latticehost.wrpc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;
import org.latticehost.wrpc.internal.codec.Coder;
import org.latticehost.wrpc.internal.codec.Coders;
import org.latticehost.wrpc.internal.codec.DecodeLimits;
import org.latticehost.wrpc.internal.codec.Decoder;
import org.latticehost.wrpc.internal.codec.Encoder;
import org.latticehost.wrpc.internal.codec.MalformedValueException;

/**
 * Codes values of one type as wRPC does: for what holds no pending stream or future, which need the channels of a call.
 * Values are those of {@link WitValues}; handles are {@code byte[]}.
 *
 * <pre>{@code
 * WrpcCodec names = WrpcCodec.of(WitType.list(WitType.STRING));
 * byte[] bytes = names.encode(List.of("a", "b"));
 * }</pre>
 *
 * <p>Making one takes a walk over the type: keep it. Immutable and thread-safe.
 */
public final class WrpcCodec {
    private static final Decoder.Deferral NO_CHANNELS = (coder, path) -> {
        throw new TransportException(ErrorCode.PROTOCOL, "a pending stream or future outside a call");
    };

    private final WitType type;
    private final Coder coder;
    private final DecodeLimits limits;

    private WrpcCodec(WitType type, DecodeLimits limits) {
        this.type = type;
        this.coder = Coders.of(type);
        this.limits = limits;
    }

    /** A codec with the limits of {@link WrpcOptions#defaults()}. */
    public static WrpcCodec of(WitType type) {
        return of(type, WrpcOptions.defaults());
    }

    /**
     * A codec with those limits.
     *
     * @throws IllegalArgumentException if the type is nested too deeply
     */
    public static WrpcCodec of(WitType type, WrpcOptions options) {
        return new WrpcCodec(type, options.decodeLimits());
    }

    /**
     * The bytes of a value.
     *
     * @throws IllegalArgumentException if the value is not of the type, or holds streams or futures
     */
    public byte[] encode(Object value) {
        Encoder out = new Encoder();
        try {
            coder.write(out, value);
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            WitValues.check(type, value);
            throw new IllegalArgumentException("not a value of " + type + ": " + WitValues.text(value), e);
        }
        if (!out.deferred().isEmpty()) {
            throw new IllegalArgumentException("streams and futures can only be sent in a call: " + type);
        }
        return out.take();
    }

    /**
     * The value of all these bytes.
     *
     * @throws TransportException code {@code PROTOCOL}, saying at which byte and in which member, if they are no value of
     *     the type, too few or too many
     */
    public Object decode(byte[] bytes) {
        Decoding decoding = decoding();
        Optional<Object> value = decoding.feed(bytes);
        if (value.isEmpty() || decoding.excess() > 0) {
            throw new TransportException(
                    ErrorCode.PROTOCOL,
                    (value.isEmpty() ? "the value is incomplete after " : decoding.excess() + " bytes too many of ")
                            + bytes.length + " bytes");
        }
        return value.get();
    }

    /** Begins to read a value that comes in pieces. */
    public Decoding decoding() {
        return new Decoding(coder, limits);
    }

    /** A value being read. Confined to one thread at a time. */
    public static final class Decoding {
        private final Coder coder;
        private final Decoder in;
        private @Nullable Object value;

        private Decoding(Coder coder, DecodeLimits limits) {
            this.coder = coder;
            this.in = new Decoder(limits, NO_CHANNELS);
        }

        /**
         * Goes on with the next piece, of any size; the array must not be changed afterwards.
         *
         * @return the value once it is complete
         * @throws TransportException code {@code PROTOCOL} if what came is no value of the type
         */
        public Optional<Object> feed(byte[] piece) {
            in.feed(piece);
            if (value == null) {
                try {
                    Object read = in.read(coder);
                    value = read == Coder.MORE ? null : read;
                } catch (MalformedValueException e) {
                    throw e.toTransportException("malformed wRPC value");
                }
            }
            return Optional.ofNullable(value);
        }

        /** Bytes fed beyond the end of the value. */
        public int excess() {
            return value == null ? 0 : in.available();
        }
    }
}
