package org.latticehost.host.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** A WIT variant as a sealed interface of records. */
final class VariantConverter implements Converter {
    private final WitType.VariantOf type;
    private final Case[] cases;
    private final Map<Class<?>, Case> byClass = new HashMap<>();

    /**
     * One case.
     *
     * @param payload of the one component, or of the record as a whole; null for a case without payload
     * @param whole whether the record itself is the payload
     */
    private record Case(
            int index, RecordShape shape, @Nullable Converter payload, boolean whole) {
        Object toJava(@Nullable Object wit, @Nullable Caller caller) {
            if (payload == null || wit == null) {
                return shape.create(new Object[0]);
            }
            Object value = payload.toJava(wit, caller);
            return whole ? value : shape.create(new Object[] {value});
        }

        @Nullable Object toWit(Object java) {
            return payload == null ? null : payload.toWit(whole ? java : shape.get(java, 0));
        }
    }

    private VariantConverter(WitType.VariantOf type) {
        this.type = type;
        this.cases = new Case[type.cases().size()];
    }

    static Converter of(Converters converters, WitType.VariantOf wit, Class<?> java, Place at) {
        VariantConverter made = new VariantConverter(wit);
        List<Class<?>> left = new ArrayList<>(records(java, wit, at));
        for (int i = 0; i < made.cases.length; i++) {
            WitType.Case c = wit.cases().get(i);
            Class<?> record = left.stream()
                    .filter(r -> Names.same(r, r.getSimpleName(), c.name()))
                    .findFirst()
                    .orElseThrow(() -> at.mismatch(
                            java,
                            wit,
                            "no record of " + java.getSimpleName() + " is named like case '" + c.name() + "'"));
            left.remove(record);
            made.cases[i] = bind(converters, i, c, record, at);
            made.byClass.put(record, made.cases[i]);
        }
        if (!left.isEmpty()) {
            throw at.mismatch(java, wit, "there is no case for " + left.get(0).getSimpleName());
        }
        return made;
    }

    private static List<Class<?>> records(Class<?> java, WitType wit, Place at) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> permitted : java.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                found.add(permitted);
            } else if (permitted.isSealed() && permitted.isInterface()) {
                found.addAll(records(permitted, wit, at));
            } else {
                throw at.mismatch(java, wit, permitted.getName() + " is not a record");
            }
        }
        return found;
    }

    private static Case bind(Converters converters, int index, WitType.Case c, Class<?> record, Place at) {
        RecordShape shape = RecordShape.of(record);
        WitType payload = c.payload().orElse(null);
        Place here = at.at(" as " + record.getSimpleName(), "." + c.name());
        if (payload == null) {
            if (!shape.components.isEmpty()) {
                throw here.mismatch(shape.toString(), "case " + c.name(), "the case has no payload");
            }
            return new Case(index, shape, null, false);
        }
        if (shape.components.size() == 1) {
            var component = shape.components.get(0);
            return new Case(
                    index,
                    shape,
                    converters.of(payload, component.getGenericType(), here.at("." + component.getName(), "")),
                    false);
        }
        return new Case(index, shape, converters.of(payload, record, here), true);
    }

    @Override
    public Object toJava(Object wit, @Nullable Caller caller) {
        WitVariant variant = (WitVariant) wit;
        return cases[variant.index()].toJava(variant.payload(), caller);
    }

    @Override
    public Object toWit(Object java) {
        Case c = byClass.get(java.getClass());
        if (c == null) {
            throw new ClassCastException(java.getClass().getName() + " is no case of " + byClass.keySet());
        }
        return WitVariant.of(type, c.index(), c.toWit(java));
    }
}
