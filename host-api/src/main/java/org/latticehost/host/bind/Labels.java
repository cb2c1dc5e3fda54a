package org.latticehost.host.bind;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.BindingException;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitType;

/** The labels of an enum or of flags as constants of a Java enum. Immutable. */
final class Labels {
    private final Enum<?>[] constants;
    private final Map<Object, Integer> positions = new HashMap<>();

    private Labels(int size) {
        constants = new Enum<?>[size];
    }

    static Labels of(List<String> labels, Class<?> java, WitType wit, Place at) {
        Enum<?>[] all = (Enum<?>[]) java.getEnumConstants();
        if (all.length != labels.size()) {
            throw at.mismatch(java, wit, all.length + " constants where there are " + labels.size() + " labels");
        }
        Labels made = new Labels(all.length);
        for (int i = 0; i < all.length; i++) {
            for (Enum<?> constant : all) {
                if (named(constant, labels.get(i))) {
                    made.constants[i] = constant;
                    made.positions.put(constant, i);
                }
            }
            if (made.constants[i] == null) {
                throw at.mismatch(java, wit, "no constant is named like label '" + labels.get(i) + "'");
            }
        }
        return made;
    }

    private static boolean named(Enum<?> constant, String label) {
        try {
            return Names.same(constant.getDeclaringClass().getField(constant.name()), constant.name(), label);
        } catch (NoSuchFieldException e) {
            throw new BindingException("enum constant without a field: " + constant, e);
        }
    }

    private int position(Object constant) {
        Integer known = positions.get(constant);
        if (known == null) {
            throw new ClassCastException(constant.getClass().getName() + " is none of " + positions.keySet());
        }
        return known;
    }

    /** As an enum. */
    Converter one(WitType.EnumOf type) {
        return new Converter() {
            @Override
            public Object toJava(Object wit, @Nullable Caller caller) {
                return constants[((WitEnum) wit).index()];
            }

            @Override
            public Object toWit(Object java) {
                return WitEnum.of(type, position(java));
            }
        };
    }

    /** As flags: a set of constants. */
    Converter set(WitType.FlagsOf type, Class<?> java) {
        return new Converter() {
            @Override
            public Object toJava(Object wit, @Nullable Caller caller) {
                Set<Enum<?>> set = none(java);
                for (int i = 0; i < constants.length; i++) {
                    if ((((WitFlags) wit).word(i / 32) >>> i % 32 & 1) != 0) {
                        set.add(constants[i]);
                    }
                }
                return set;
            }

            @Override
            public Object toWit(Object value) {
                int[] words = new int[(constants.length + 31) / 32];
                for (Object constant : (Set<?>) value) {
                    int i = position(constant);
                    words[i / 32] |= 1 << i % 32;
                }
                return WitFlags.of(type, words);
            }
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Set<Enum<?>> none(Class<?> constants) {
        return (Set) java.util.EnumSet.noneOf((Class) constants);
    }
}
