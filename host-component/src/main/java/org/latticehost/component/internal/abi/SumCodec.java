package org.latticehost.component.internal.abi;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** One of several cases: variants, options and results. */
abstract class SumCodec extends Codec {
    private final @Nullable Codec[] payloads;
    private final int discriminantSize;
    private final int payloadOffset;

    private SumCodec(@Nullable Codec[] payloads) {
        this(payloads, Layout.discriminantSize(payloads.length), widest(payloads));
    }

    private SumCodec(@Nullable Codec[] payloads, int discriminantSize, int payloadAlignment) {
        super(
                Layout.align(
                        Layout.align(discriminantSize, payloadAlignment) + largest(payloads),
                        Math.max(discriminantSize, payloadAlignment)),
                Math.max(discriminantSize, payloadAlignment),
                Layout.join(Arrays.stream(payloads)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList()),
                false,
                Arrays.stream(payloads).anyMatch(p -> p != null && p.resources));
        this.payloads = payloads;
        this.discriminantSize = discriminantSize;
        this.payloadOffset = Layout.align(discriminantSize, payloadAlignment);
    }

    static SumCodec variant(WitType.VariantOf type, @Nullable Codec[] payloads) {
        return new OfVariant(type, payloads);
    }

    static SumCodec option(Codec some) {
        return new OfOption(new @Nullable Codec[] {null, some});
    }

    static SumCodec result(@Nullable Codec ok, @Nullable Codec err) {
        return new OfResult(new @Nullable Codec[] {ok, err});
    }

    private static int widest(@Nullable Codec[] payloads) {
        int widest = 1;
        for (Codec payload : payloads) {
            widest = payload == null ? widest : Math.max(widest, payload.alignment);
        }
        return widest;
    }

    private static int largest(@Nullable Codec[] payloads) {
        int largest = 0;
        for (Codec payload : payloads) {
            largest = payload == null ? largest : Math.max(largest, payload.size);
        }
        return largest;
    }

    abstract Object make(int index, @Nullable Object payload);

    abstract int index(Object value);

    abstract @Nullable Object payload(Object value);

    private int loadIndex(CallContext cx, int pointer) {
        return Discriminant.checked(Discriminant.load(cx.memory(), pointer, discriminantSize), payloads.length);
    }

    @Override
    final Object load(CallContext cx, int pointer) {
        int index = loadIndex(cx, pointer);
        Codec codec = payloads[index];
        return make(index, codec == null ? null : codec.load(cx, pointer + payloadOffset));
    }

    @Override
    final void store(CallContext cx, Object value, int pointer) {
        int index = index(value);
        Discriminant.store(cx.memory(), pointer, discriminantSize, index);
        Codec codec = payloads[index];
        if (codec != null) {
            codec.store(cx, Objects.requireNonNull(payload(value)), pointer + payloadOffset);
        }
    }

    @Override
    final Object lift(CallContext cx, long[] in, int at) {
        int index = Discriminant.checked((int) in[at], payloads.length);
        Codec codec = payloads[index];
        return make(index, codec == null ? null : codec.lift(cx, in, at + 1));
    }

    @Override
    final void lower(CallContext cx, Object value, long[] out, int at) {
        int index = index(value);
        out[at] = index;
        Codec codec = payloads[index];
        if (codec != null) {
            codec.lower(cx, Objects.requireNonNull(payload(value)), out, at + 1);
        }
        clearUnused(codec, out, at);
    }

    private void clearUnused(@Nullable Codec codec, long[] out, int at) {
        int used = 1 + (codec == null ? 0 : codec.flat.size());
        for (int i = used; i < flat.size(); i++) {
            out[at + i] = 0;
        }
    }

    final boolean acceptsCase(CallContext cx, int index, @Nullable Object payload) {
        if (index >= payloads.length) {
            return false;
        }
        Codec codec = payloads[index];
        return codec == null ? payload == null : codec.accepts(cx, payload);
    }

    @Override
    final void copy(CallContext from, int source, CallContext to, int target) {
        int index = loadIndex(from, source);
        CoreMemory memory = to.memory();
        Discriminant.store(memory, target, discriminantSize, index);
        Codec codec = payloads[index];
        if (codec != null) {
            codec.copy(from, source + payloadOffset, to, target + payloadOffset);
        }
    }

    @Override
    final void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        int index = Discriminant.checked((int) in[at], payloads.length);
        out[outAt] = index;
        Codec codec = payloads[index];
        if (codec != null) {
            codec.copyFlat(from, in, at + 1, to, out, outAt + 1);
        }
        clearUnused(codec, out, outAt);
    }

    private static final class OfVariant extends SumCodec {
        private final WitType.VariantOf type;

        OfVariant(WitType.VariantOf type, @Nullable Codec[] payloads) {
            super(payloads);
            this.type = type;
        }

        @Override
        Object make(int index, @Nullable Object payload) {
            return WitVariant.of(type, index, payload);
        }

        @Override
        int index(Object value) {
            return ((WitVariant) value).index();
        }

        @Override
        @Nullable Object payload(Object value) {
            return ((WitVariant) value).payload();
        }

        @Override
        boolean accepts(CallContext cx, @Nullable Object value) {
            return value instanceof WitVariant variant
                    && acceptsCase(cx, variant.index(), variant.payload())
                    && type.cases().get(variant.index()).name().equals(variant.name());
        }
    }

    private static final class OfOption extends SumCodec {
        OfOption(@Nullable Codec[] payloads) {
            super(payloads);
        }

        @Override
        Object make(int index, @Nullable Object payload) {
            return Optional.ofNullable(payload);
        }

        @Override
        int index(Object value) {
            return ((Optional<?>) value).isPresent() ? 1 : 0;
        }

        @Override
        @Nullable Object payload(Object value) {
            return ((Optional<?>) value).orElse(null);
        }

        @Override
        boolean accepts(CallContext cx, @Nullable Object value) {
            return value instanceof Optional<?> option
                    && acceptsCase(cx, option.isPresent() ? 1 : 0, option.orElse(null));
        }
    }

    private static final class OfResult extends SumCodec {
        OfResult(@Nullable Codec[] payloads) {
            super(payloads);
        }

        @Override
        Object make(int index, @Nullable Object payload) {
            return index == 0 ? WitResult.ok(payload) : WitResult.err(payload);
        }

        @Override
        int index(Object value) {
            return ((WitResult) value).isOk() ? 0 : 1;
        }

        @Override
        @Nullable Object payload(Object value) {
            return ((WitResult) value).payload();
        }

        @Override
        boolean accepts(CallContext cx, @Nullable Object value) {
            return value instanceof WitResult result && acceptsCase(cx, result.isOk() ? 0 : 1, result.payload());
        }
    }
}
