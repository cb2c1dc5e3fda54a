package org.latticehost.host.bind;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** Compiles converters. */
final class Converters {
    private final ResourceTypes resources;

    /** What stands for resources. */
    interface ResourceTypes {
        Converter of(WitType wit, Class<?> java, Place at);
    }

    Converters(ResourceTypes resources) {
        this.resources = resources;
    }

    /** The converter between both types; a {@code BindingException} if there is none. */
    Converter of(WitType wit, Type java, Place at) {
        Class<?> raw = Access.raw(java);
        if (raw == null) {
            throw at.mismatch(java, wit, "type variables stand for no WIT type");
        }
        if (raw == Object.class) {
            return Converter.SAME;
        }
        return switch (wit.kind()) {
            case BOOL, S8, U8, S16, U16, S32, U32, S64, U64, F32, F64, CHAR -> number(wit, java, raw, at);
            case STRING -> exactly(String.class, wit, java, raw, at);
            case LIST -> list((WitType.ListOf) wit, java, raw, at);
            case OPTION -> option((WitType.OptionOf) wit, java, raw, at);
            case RECORD -> record((WitType.RecordOf) wit, java, raw, at);
            case TUPLE -> tuple((WitType.TupleOf) wit, java, raw, at);
            case VARIANT -> variant((WitType.VariantOf) wit, java, raw, at);
            case ENUM -> constants((WitType.EnumOf) wit, java, raw, at);
            case FLAGS -> flags((WitType.FlagsOf) wit, java, raw, at);
            case RESULT -> exactly(WitResult.class, wit, java, raw, at);
            case OWN, BORROW -> resources.of(wit, raw, at);
            case STREAM -> stream((WitType.StreamOf) wit, java, raw, at);
            case FUTURE -> exactly(CompletionStage.class, wit, java, raw, at);
        };
    }

    private static Converter number(WitType wit, Type java, Class<?> raw, Place at) {
        Converter found = NumberConverter.of(wit.kind(), Access.boxed(raw));
        if (found == null) {
            throw at.mismatch(java, wit, "wants " + NumberConverter.choices(wit.kind()));
        }
        return found;
    }

    private static Converter exactly(Class<?> wanted, WitType wit, Type java, Class<?> raw, Place at) {
        if (raw != wanted) {
            throw at.mismatch(java, wit, "wants " + wanted.getSimpleName());
        }
        return Converter.SAME;
    }

    private static Converter stream(WitType.StreamOf wit, Type java, Class<?> raw, Place at) {
        boolean bytes = wit.element().filter(e -> e.kind() == WitKind.U8).isPresent();
        return exactly(bytes ? BytePipe.class : ValueStream.class, wit, java, raw, at);
    }

    private Converter list(WitType.ListOf wit, Type java, Class<?> raw, Place at) {
        WitType element = wit.element();
        WitKind kind = element.kind();
        boolean packed = kind.primitive() && kind != WitKind.CHAR && kind != WitKind.STRING;
        Sequence inWit = packed ? Sequence.arrayOf(unboxed(NumberConverter.sameWidth(kind))) : Sequence.LIST;
        Sequence inJava;
        Type item;
        if (raw.isArray()) {
            Class<?> component = raw.getComponentType();
            inJava = Sequence.arrayOf(component);
            item = java instanceof java.lang.reflect.GenericArrayType g ? g.getGenericComponentType() : component;
        } else if (raw == List.class || raw == Collection.class) {
            inJava = Sequence.LIST;
            item = Access.argument(java, 0);
        } else {
            throw at.mismatch(java, wit, "wants a List, a Collection or an array");
        }
        Converter converter = of(element, item, at.at("[]", "[]"));
        return converter == Converter.SAME && inWit.sameAs(inJava)
                ? Converter.SAME
                : new Sequence.ListConverter(inWit, inJava, converter);
    }

    private static Class<?> unboxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).unwrap().returnType();
    }

    private Converter option(WitType.OptionOf wit, Type java, Class<?> raw, Place at) {
        if (raw != Optional.class) {
            throw at.mismatch(java, wit, "wants Optional");
        }
        Converter some = of(wit.some(), Access.argument(java, 0), at.at(".get()", ".some"));
        return some == Converter.SAME ? some : new OptionConverter(some);
    }

    private record OptionConverter(Converter some) implements Converter {
        @Override
        public Object toJava(Object wit, @Nullable Caller caller) {
            return ((Optional<?>) wit).map(value -> some.toJava(value, caller));
        }

        @Override
        public Object toWit(Object java) {
            return ((Optional<?>) java).map(some::toWit);
        }
    }

    private Converter record(WitType.RecordOf wit, Type java, Class<?> raw, Place at) {
        if (raw == WitRecord.class) {
            return Converter.SAME;
        }
        if (!raw.isRecord()) {
            throw at.mismatch(java, wit, "wants a Java record");
        }
        return ProductConverter.record(this, wit, raw, at);
    }

    private Converter tuple(WitType.TupleOf wit, Type java, Class<?> raw, Place at) {
        if (raw == List.class && Access.raw(Access.argument(java, 0)) == Object.class) {
            return Converter.SAME;
        }
        if (raw == Map.Entry.class) {
            return ProductConverter.entry(this, wit, java, at);
        }
        if (!raw.isRecord()) {
            throw at.mismatch(java, wit, "wants a Java record, or List<Object>");
        }
        return ProductConverter.tuple(this, wit, raw, at);
    }

    private Converter variant(WitType.VariantOf wit, Type java, Class<?> raw, Place at) {
        if (raw == WitVariant.class) {
            return Converter.SAME;
        }
        if (!raw.isSealed() || !raw.isInterface()) {
            throw at.mismatch(java, wit, "wants a sealed interface of records");
        }
        return VariantConverter.of(this, wit, raw, at);
    }

    private static Converter constants(WitType.EnumOf wit, Type java, Class<?> raw, Place at) {
        if (raw == WitEnum.class) {
            return Converter.SAME;
        }
        if (!raw.isEnum()) {
            throw at.mismatch(java, wit, "wants a Java enum");
        }
        return Labels.of(wit.labels(), raw, wit, at).one(wit);
    }

    private static Converter flags(WitType.FlagsOf wit, Type java, Class<?> raw, Place at) {
        if (raw == WitFlags.class) {
            return Converter.SAME;
        }
        Class<?> constant = raw == Set.class || raw == EnumSet.class ? Access.raw(Access.argument(java, 0)) : null;
        if (constant == null || !constant.isEnum()) {
            throw at.mismatch(java, wit, "wants a Set of a Java enum");
        }
        return Labels.of(wit.labels(), constant, wit, at).set(wit, constant);
    }
}
