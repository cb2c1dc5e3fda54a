package org.latticehost.component.internal.abi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import org.latticehost.component.internal.fuzz.FuzzInput;
import org.latticehost.component.internal.fuzz.ShortRun;
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
    void liftsValuesOrTraps(byte[] input) {
        FuzzInput data = new FuzzInput(input);
        Guest guest = new Guest(data.pick(StringEncoding.values()));
        WitType type = new RandomValues(data.below(5001)).type(3);
        Codec codec = CodecCompiler.create().codec(type);
        long[] flat = flat(data, codec);
        int pointer = data.below(257) * 8;
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
    void copiesBetweenGuestsOrTraps(byte[] input) {
        FuzzInput data = new FuzzInput(input);
        Guest from = new Guest(data.pick(StringEncoding.values()));
        Guest to = new Guest(data.pick(StringEncoding.values()));
        Codec codec = CodecCompiler.create().codec(new RandomValues(data.below(5001)).type(3));
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
    void refusesForgedHandles(byte[] input) {
        FuzzInput data = new FuzzInput(input);
        Guest guest = new Guest(StringEncoding.UTF8);
        guest.store.bindHost(0, RESOURCE, o -> {});
        WitType handle = data.flag() ? new WitType.Own(RESOURCE) : new WitType.Borrow(RESOURCE);
        WitType type = data.flag() ? WitType.list(handle) : handle;
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

    @Test
    void keepsThatForInputsFromASeed() {
        ShortRun.memories(this::liftsValuesOrTraps);
        ShortRun.memories(this::copiesBetweenGuestsOrTraps);
        ShortRun.memories(this::refusesForgedHandles);
    }

    private static long[] flat(FuzzInput data, Codec codec) {
        long[] flat = new long[codec.flat.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = switch (codec.flat.get(i)) {
                // What guests pass is mostly small, and of these the edges are what matters.
                case I32, F32 -> data.flag() ? data.below(65) : data.integer();
                default -> data.wide();
            };
        }
        return flat;
    }

    private static void fill(Guest guest, FuzzInput data) {
        byte[] content = data.rest();
        System.arraycopy(content, 0, guest.memory.bytes, 0, Math.min(content.length, Guest.SIZE));
    }

    private static void requireMessage(CoreTrapException trapped) {
        if (trapped.getMessage() == null || trapped.getMessage().isEmpty()) {
            throw new AssertionError("a trap without a message", trapped);
        }
    }
}
