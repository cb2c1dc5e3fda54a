package org.latticehost.host.bind;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitType;

/** The err side of a result as the exception that a method declares. Immutable. */
final class ErrorMapping {
    private final Class<?> type;
    /** Null for {@link WitErrorException} itself. */
    private final @Nullable MethodHandle create;

    private final @Nullable MethodHandle value;
    private final @Nullable Converter payload;

    private ErrorMapping(
            Class<?> type, @Nullable MethodHandle create, @Nullable MethodHandle value, @Nullable Converter payload) {
        this.type = type;
        this.create = create;
        this.value = value;
        this.payload = payload;
    }

    static ErrorMapping of(Converters converters, Method method, WitType.ResultOf wit, Place at) {
        List<Class<?>> declared = Arrays.stream(method.getExceptionTypes())
                .filter(e -> value(e) != null)
                .toList();
        if (declared.size() > 1) {
            throw at.mismatch(
                    "throws " + declared, "WIT " + WitText.of(wit), "several exceptions have a method value()");
        }
        Class<?> type = declared.isEmpty() ? WitErrorException.class : declared.get(0);
        if (type == WitErrorException.class) {
            return new ErrorMapping(type, null, null, wit.err().isPresent() ? Converter.SAME : null);
        }
        int parameters = wit.err().isPresent() ? 1 : 0;
        List<Constructor<?>> constructors = Arrays.stream(type.getConstructors())
                .filter(c -> c.getParameterCount() == parameters)
                .toList();
        if (constructors.size() != 1) {
            throw at.mismatch(
                    "throws " + type.getName(),
                    "WIT " + WitText.of(wit),
                    "the exception needs one public constructor with "
                            + (parameters == 0 ? "no parameter" : "the err value as its only parameter"));
        }
        Constructor<?> constructor = constructors.get(0);
        Method getter = value(type);
        Converter payload = wit.err()
                .map(err -> converters.of(
                        err,
                        constructor.getGenericParameterTypes()[0],
                        at.at(", value of " + type.getSimpleName(), ", err")))
                .orElse(null);
        return new ErrorMapping(
                type, Access.constructor(constructor), getter == null ? null : Access.getter(getter), payload);
    }

    private static @Nullable Method value(Class<?> exception) {
        try {
            return exception.getMethod("value");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** The exception for a value of the err side. */
    Throwable toJava(@Nullable Object wit, @Nullable Caller caller) {
        if (create == null) {
            return new WitErrorException(wit);
        }
        Object[] args = payload == null || wit == null ? new Object[0] : new Object[] {payload.toJava(wit, caller)};
        return (Throwable) Access.call(create, args);
    }

    /** Whether that exception is the err side, and not a failure. */
    boolean covers(Throwable thrown) {
        return type.isInstance(thrown);
    }

    /** The err value of an exception that is {@linkplain #covers covered}. */
    @Nullable Object toWit(Throwable thrown) {
        if (create == null && thrown.getClass() != type) {
            throw new IllegalArgumentException("the method throws "
                    + thrown.getClass().getName() + " without declaring it, so the type of its value was not compared");
        }
        Object java = value == null ? ((WitErrorException) thrown).value() : Access.get(value, thrown);
        if (payload == null) {
            return null;
        }
        if (java == null) {
            throw new NullPointerException("value()");
        }
        return payload.toWit(java);
    }
}
