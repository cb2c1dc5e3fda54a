package org.latticehost.host.bind;

import org.jspecify.annotations.Nullable;

/**
 * Turns values of one WIT type into those of one Java type and back. Made once, when bound. Immutable.
 *
 * <p>A value that the other side cannot hold is an {@link IllegalArgumentException}; a null or a value of another class
 * may be any other {@link RuntimeException}, which the caller of the converter turns into one.
 */
interface Converter {
    /** For types where both sides use the same object. */
    Converter SAME = new Converter() {
        @Override
        public Object toJava(Object wit, @Nullable Caller caller) {
            return wit;
        }

        @Override
        public Object toWit(Object java) {
            return java;
        }
    };

    /**
     * A value for Java.
     *
     * @param caller how methods of resources of a component are called; null where the value comes from a guest's call
     */
    Object toJava(Object wit, @Nullable Caller caller);

    Object toWit(Object java);
}
