package org.latticehost.component.internal.abi;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;

/** Whatever a guest has in its memory and passes as flat values is a value of the type, or a trap. */
class CanonicalAbiFuzzTest {
    /** Types of more flat values travel in memory. */
    private static final int MAX_FLAT = 16;

    private static final ResourceType RESOURCE = new ResourceType("thing");

    @FuzzTest
    void liftsValuesOrTraps(FuzzedDataProvider data) {
        Guest guest = new Guest(data.pickValue(StringEncoding.values()));
        WitType type = new RandomValues(data.consumeInt(0, 5000)).type(3);
        Codec codec = CodecCompiler.create().codec(type);
        long[] flat = flat(data, codec);
        int pointer = data.consumeInt(0, 256) * 8;
        fill(guest, data);
        try {
            if (flat.length <= MAX_FLAT) {
                WitValues.check(type, codec.lift(guest.call(), flat, 0));
            }
            if (pointer + codec.size <= Guest.SIZE) {
                WitValues.check(type, codec.load(guest.call(), pointer));
            }
        } catch (CoreTrapException trapped) {
            requireMessage(trapped);
        }
    }

    @FuzzTest
    void copiesBetweenGuestsOrTraps(FuzzedDataProvider data) {
        Guest from = new Guest(data.pickValue(StringEncoding.values()));
        Guest to = new Guest(data.pickValue(StringEncoding.values()));
        Codec codec = CodecCompiler.create().codec(new RandomValues(data.consumeInt(0, 5000)).type(3));
        long[] flat = flat(data, codec);
        fill(from, data);
        try {
            if (flat.length <= MAX_FLAT) {
                codec.copyFlat(from.call(), flat, 0, to.call(), new long[flat.length], 0);
            } else if (codec.size <= Guest.SIZE) {
                codec.copy(from.call(), 0, to.call(), 0);
            }
        } catch (CoreTrapException trapped) {
            requireMessage(trapped);
        }
    }

    @FuzzTest
    void refusesForgedHandles(FuzzedDataProvider data) {
        Guest guest = new Guest(StringEncoding.UTF8);
        guest.store.bindHost(0, RESOURCE, o -> {});
        WitType handle = data.consumeBoolean() ? new WitType.Own(RESOURCE) : new WitType.Borrow(RESOURCE);
        WitType type = data.consumeBoolean() ? WitType.list(handle) : handle;
        Codec codec = CodecCompiler.create().forInstance(r -> 0).codec(type);
        long[] flat = flat(data, codec);
        fill(guest, data);
        try {
            Object lifted = codec.lift(guest.call(), flat, 0);
            if (!(lifted instanceof java.util.List<?> none) || !none.isEmpty()) {
                throw new AssertionError("a handle out of nothing: " + lifted);
            }
        } catch (CoreTrapException trapped) {
            requireMessage(trapped);
        }
    }

    private static long[] flat(FuzzedDataProvider data, Codec codec) {
        long[] flat = new long[codec.flat.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = switch (codec.flat.get(i)) {
                // What guests pass is mostly small, and of these the edges are what matters.
                case I32, F32 -> data.consumeBoolean() ? data.consumeInt(0, 64) : data.consumeInt();
                default -> data.consumeLong();
            };
        }
        return flat;
    }

    private static void fill(Guest guest, FuzzedDataProvider data) {
        byte[] content = data.consumeRemainingAsBytes();
        System.arraycopy(content, 0, guest.memory.bytes, 0, Math.min(content.length, Guest.SIZE));
    }

    private static void requireMessage(CoreTrapException trapped) {
        if (trapped.getMessage() == null || trapped.getMessage().isEmpty()) {
            throw new AssertionError("a trap without a message", trapped);
        }
    }
}
