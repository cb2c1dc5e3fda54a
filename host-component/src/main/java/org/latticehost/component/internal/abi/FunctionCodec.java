package org.latticehost.component.internal.abi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitValues;

/**
 * Moves the parameters and the result of a function. The two sides of a call differ: the guest that is called takes at
 * most 16 flat parameters, else a pointer to memory the caller side allocated in it, and returns at most one flat result,
 * else a pointer; the guest that calls passes the same parameters, but for a larger result a pointer as last parameter.
 * Immutable.
 */
public final class FunctionCodec {
    private static final int MAX_FLAT_PARAMS = 16;
    private static final int MAX_FLAT_RESULTS = 1;
    private static final long[] NONE = new long[0];

    private final FunctionType type;
    private final ProductCodec params;
    private final @Nullable Codec result;
    private final int flatParams;
    private final boolean paramsInMemory;
    private final boolean resultInMemory;
    private final boolean scalar;

    FunctionCodec(FunctionType type, Codec[] params, @Nullable Codec result) {
        this.type = type;
        this.params = ProductCodec.tuple(params);
        this.result = result;
        paramsInMemory = this.params.flat.size() > MAX_FLAT_PARAMS;
        flatParams = paramsInMemory ? 1 : this.params.flat.size();
        resultInMemory = result != null && result.flat.size() > MAX_FLAT_RESULTS;
        scalar =
                !paramsInMemory && Arrays.stream(params).allMatch(Codec::scalar) && (result == null || result.scalar());
    }

    /** Whether no value involves memory or handles: such calls leave no trace in their context, so it can be reused. */
    boolean scalar() {
        return scalar;
    }

    /** The core type of a guest's function that is called as this function. */
    public CoreFuncType liftedType() {
        List<CoreValueType> results = result == null ? List.of() : result.flat;
        return new CoreFuncType(flatParamTypes(), resultInMemory ? List.of(CoreValueType.I32) : results);
    }

    /** The core type of a function through which a guest calls this function. */
    public CoreFuncType loweredType() {
        if (!resultInMemory) {
            return liftedType();
        }
        List<CoreValueType> with = new ArrayList<>(flatParamTypes());
        with.add(CoreValueType.I32);
        return new CoreFuncType(with, List.of());
    }

    private List<CoreValueType> flatParamTypes() {
        return paramsInMemory ? List.of(CoreValueType.I32) : params.flat;
    }

    /** The type it was made from. */
    public FunctionType type() {
        return type;
    }

    /**
     * Checks values that Java gives, before anything runs.
     *
     * @throws IllegalArgumentException if they are not of the parameters' types
     */
    public void checkArgs(CallContext cx, Object[] args) {
        if (args.length != params.count()) {
            throw new IllegalArgumentException(
                    "wants " + params.count() + " arguments " + type.params() + ", got " + args.length);
        }
        for (int i = 0; i < args.length; i++) {
            if (!params.partCodec(i).accepts(cx, args[i])) {
                WitValues.check(type.params().get(i).type(), args[i]);
                throw new IllegalArgumentException(
                        "parameter '" + type.params().get(i).name()
                                + "': holds a resource handle of another type or instance, or a spent one");
            }
        }
    }

    /**
     * Checks what a Java function answers.
     *
     * @throws IllegalArgumentException if it is not of the result's type
     */
    void checkResult(CallContext cx, @Nullable Object value) {
        if (result == null) {
            return;
        }
        if (!result.accepts(cx, value)) {
            type.result().ifPresent(t -> WitValues.check(t, value));
            throw new IllegalArgumentException(
                    "the result holds a resource handle of another type or instance, or a spent one");
        }
    }

    /** Java calls a guest: the core arguments for Java values. */
    public long[] lowerParams(CallContext callee, Object[] args) {
        if (!paramsInMemory) {
            long[] flat = flatParams == 0 ? NONE : new long[flatParams];
            params.lowerParts(callee, args, flat);
            return flat;
        }
        int pointer = callee.allocate(params.alignment, params.size);
        params.storeParts(callee, args, pointer);
        return new long[] {CallContext.unsigned(pointer)};
    }

    /** Java has called a guest: the Java value of the core result. */
    public @Nullable Object liftResult(CallContext callee, long[] results) {
        if (result == null) {
            return null;
        }
        if (!resultInMemory) {
            return result.lift(callee, results, 0);
        }
        int pointer = (int) results[0];
        callee.checkPointer(pointer, result.alignment, result.size);
        return result.load(callee, pointer);
    }

    /** A guest calls Java: the Java values of the core arguments. */
    Object[] liftParams(CallContext caller, long[] flat) {
        if (!paramsInMemory) {
            return params.liftParts(caller, flat, 0);
        }
        int pointer = (int) flat[0];
        caller.checkPointer(pointer, params.alignment, params.size);
        return params.loadParts(caller, pointer);
    }

    /** A guest has called Java: the core results of a Java value. */
    long[] lowerResult(CallContext caller, @Nullable Object value, long[] flat) {
        if (result == null || value == null) {
            return NONE;
        }
        if (!resultInMemory) {
            long[] results = flat.length == 1 ? flat : new long[1];
            result.lower(caller, value, results, 0);
            return results;
        }
        int pointer = (int) flat[flatParams];
        caller.checkPointer(pointer, result.alignment, result.size);
        result.store(caller, value, pointer);
        return NONE;
    }

    /** A guest calls a guest: the core arguments for the callee. */
    long[] copyParams(CallContext caller, long[] in, CallContext callee) {
        if (!paramsInMemory) {
            long[] out = flatParams == 0 ? NONE : new long[flatParams];
            params.copyFlat(caller, in, 0, callee, out, 0);
            return out;
        }
        int source = (int) in[0];
        caller.checkPointer(source, params.alignment, params.size);
        int target = callee.allocate(params.alignment, params.size);
        params.copy(caller, source, callee, target);
        return new long[] {CallContext.unsigned(target)};
    }

    /** A guest has called a guest: the core results for the caller. */
    long[] copyResult(CallContext callee, long[] results, CallContext caller, long[] in) {
        if (result == null) {
            return NONE;
        }
        if (!resultInMemory) {
            long[] out = new long[1];
            result.copyFlat(callee, results, 0, caller, out, 0);
            return out;
        }
        int source = (int) results[0];
        callee.checkPointer(source, result.alignment, result.size);
        int target = (int) in[flatParams];
        caller.checkPointer(target, result.alignment, result.size);
        result.copy(callee, source, caller, target);
        return NONE;
    }
}
