package org.latticehost.host.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.BindingException;

/** Handles to Java members, and generic types taken apart. */
final class Access {
    private static final MethodType CALL = MethodType.methodType(Object.class, Object[].class);
    private static final MethodType GET = MethodType.methodType(Object.class, Object.class);

    private Access() {}

    /** A method as {@code (Object[] receiverAndArguments) -> Object}. */
    static MethodHandle method(Class<?> in, Method method) {
        try {
            MethodHandle handle = lookup(in).unreflect(method).asFixedArity();
            return handle.asSpreader(Object[].class, handle.type().parameterCount())
                    .asType(CALL);
        } catch (IllegalAccessException e) {
            throw closed(in, method.toString(), e);
        }
    }

    /** A constructor as {@code (Object[] arguments) -> Object}. */
    static MethodHandle constructor(Constructor<?> constructor) {
        try {
            return lookup(constructor.getDeclaringClass())
                    .unreflectConstructor(constructor)
                    .asFixedArity()
                    .asSpreader(Object[].class, constructor.getParameterCount())
                    .asType(CALL);
        } catch (IllegalAccessException e) {
            throw closed(constructor.getDeclaringClass(), constructor.toString(), e);
        }
    }

    /** A method without parameters as {@code (Object receiver) -> Object}. */
    static MethodHandle getter(Method method) {
        try {
            return lookup(method.getDeclaringClass()).unreflect(method).asType(GET);
        } catch (IllegalAccessException e) {
            throw closed(method.getDeclaringClass(), method.toString(), e);
        }
    }

    static Object call(MethodHandle handle, Object[] args) {
        try {
            return (Object) handle.invokeExact(args);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static Object get(MethodHandle getter, Object receiver) {
        try {
            return (Object) getter.invokeExact(receiver);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalArgumentException(e.toString(), e);
    }

    private static MethodHandles.Lookup lookup(Class<?> in) {
        try {
            Access.class.getModule().addReads(in.getModule());
            return MethodHandles.privateLookupIn(in, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            return MethodHandles.publicLookup();
        }
    }

    private static BindingException closed(Class<?> in, String member, IllegalAccessException cause) {
        return new BindingException(
                member + " cannot be reached: make " + in.getName()
                        + " public in an exported package, or open its package to org.latticehost.host",
                cause);
    }

    /** The class of a type; null for a type variable. */
    static @Nullable Class<?> raw(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        }
        if (type instanceof ParameterizedType p) {
            return (Class<?>) p.getRawType();
        }
        if (type instanceof WildcardType w) {
            return raw(w.getUpperBounds()[0]);
        }
        if (type instanceof java.lang.reflect.GenericArrayType a) {
            Class<?> element = raw(a.getGenericComponentType());
            return element == null ? null : element.arrayType();
        }
        return null;
    }

    /** The type argument of that number; Object where there is none. */
    static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType p) {
            return p.getActualTypeArguments()[index];
        }
        return type instanceof WildcardType w ? argument(w.getUpperBounds()[0], index) : Object.class;
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
