package org.latticehost.host.bind;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/** What a function returns as what a method returns or throws. Immutable. */
final class ResultMapping {
    private final Place at;
    private final @Nullable Converter value;
    /** Set where the WIT result is one of ok and err whose err side is thrown. */
    private final @Nullable ErrorMapping error;

    private ResultMapping(Place at, @Nullable Converter value, @Nullable ErrorMapping error) {
        this.at = at;
        this.value = value;
        this.error = error;
    }

    /**
     * Compares both.
     *
     * @param returned the method's return type, or what its {@code CompletionStage} holds
     */
    static ResultMapping of(Converters converters, Method method, Type returned, FunctionType function, Place owner) {
        Place at = owner.at(", result", ", result");
        Optional<WitType> wit = function.result();
        Class<?> raw = Access.raw(returned);
        if (wit.orElse(null) instanceof WitType.ResultOf both && raw != WitResult.class && raw != Object.class) {
            ErrorMapping error = ErrorMapping.of(converters, method, both, at);
            return new ResultMapping(at, value(converters, both.ok(), returned, at), error);
        }
        return new ResultMapping(at, value(converters, wit, returned, at), null);
    }

    private static @Nullable Converter value(Converters converters, Optional<WitType> wit, Type returned, Place at) {
        boolean nothing = returned == void.class || returned == Void.class;
        if (wit.isEmpty() != nothing) {
            throw at.mismatch(
                    "Java " + returned.getTypeName(),
                    wit.map(w -> "WIT " + WitText.of(w)).orElse("no value"),
                    nothing ? "the value would be lost" : "there is no value to return");
        }
        return wit.map(w -> converters.of(w, returned, at)).orElse(null);
    }

    /** What a call of a component gave, for its Java caller. */
    @Nullable Object toJava(@Nullable Object wit, Caller caller) throws Throwable {
        Object given = wit;
        if (error != null) {
            WitResult result = (WitResult) given;
            if (result == null || !result.isOk()) {
                throw error.toJava(result == null ? null : result.payload(), caller);
            }
            given = result.payload();
        }
        return value == null || given == null ? null : value.toJava(given, caller);
    }

    /** What a Java method returned, for the guest. */
    @Nullable Object toWit(@Nullable Object java) {
        Object converted = value == null ? null : converted(value, java);
        return error == null ? converted : WitResult.ok(converted);
    }

    private Object converted(Converter converter, @Nullable Object java) {
        try {
            if (java == null) {
                throw new NullPointerException();
            }
            return converter.toWit(java);
        } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw at.refused(e);
        }
    }

    /** What a Java method threw, for the guest; thrown again if it is no err value. */
    Object thrown(Throwable thrown) throws Exception {
        if (error != null && error.covers(thrown)) {
            try {
                return WitResult.err(error.toWit(thrown));
            } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
                throw at.refused(e);
            }
        }
        if (thrown instanceof Error fatal) {
            throw fatal;
        }
        throw (Exception) thrown;
    }
}
