package org.latticehost.host.wit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The deep check behind {@link WitValues#check}. */
final class ValueCheck {
    private ValueCheck() {}

    static void check(WitType type, @Nullable Object value, String where) {
        switch (type.kind()) {
            case BOOL -> need(Boolean.class, type, value, where);
            case S8, U8 -> need(Byte.class, type, value, where);
            case S16, U16 -> need(Short.class, type, value, where);
            case S32, U32 -> need(Integer.class, type, value, where);
            case S64, U64 -> need(Long.class, type, value, where);
            case F32 -> need(Float.class, type, value, where);
            case F64 -> need(Double.class, type, value, where);
            case CHAR -> checkChar(need(Integer.class, type, value, where), where);
            case STRING -> checkString(need(String.class, type, value, where), where);
            case LIST -> checkList((WitType.ListOf) type, value, where);
            case RECORD -> checkRecord((WitType.RecordOf) type, need(WitRecord.class, type, value, where), where);
            case TUPLE -> checkItems(((WitType.TupleOf) type).items(), need(List.class, type, value, where), where);
            case VARIANT -> checkVariant((WitType.VariantOf) type, need(WitVariant.class, type, value, where), where);
            case ENUM -> checkEnum((WitType.EnumOf) type, need(WitEnum.class, type, value, where), where);
            case OPTION -> {
                Optional<?> option = need(Optional.class, type, value, where);
                if (option.isPresent()) {
                    check(((WitType.OptionOf) type).some(), option.get(), where);
                }
            }
            case RESULT -> {
                WitResult result = need(WitResult.class, type, value, where);
                WitType.ResultOf of = (WitType.ResultOf) type;
                checkPayload(
                        result.isOk() ? of.ok() : of.err(), result.payload(), where + (result.isOk() ? ".ok" : ".err"));
            }
            case FLAGS -> need(WitFlags.class, type, value, where);
            case OWN, BORROW, STREAM, FUTURE -> need(Object.class, type, value, where);
        }
    }

    private static void checkChar(int c, String where) {
        if (c < 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
            throw new IllegalArgumentException(where + ": not a Unicode scalar value: 0x" + Integer.toHexString(c));
        }
    }

    private static void checkString(String s, String where) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c) && i + 1 < s.length() && Character.isLowSurrogate(s.charAt(i + 1))) {
                    i++;
                } else {
                    throw new IllegalArgumentException(where + ": lone surrogate at index " + i);
                }
            }
        }
    }

    private static void checkList(WitType.ListOf type, @Nullable Object value, String where) {
        switch (type.element().kind()) {
            case BOOL -> need(boolean[].class, type, value, where);
            case S8, U8 -> need(byte[].class, type, value, where);
            case S16, U16 -> need(short[].class, type, value, where);
            case S32, U32 -> need(int[].class, type, value, where);
            case S64, U64 -> need(long[].class, type, value, where);
            case F32 -> need(float[].class, type, value, where);
            case F64 -> need(double[].class, type, value, where);
            default -> {
                List<?> items = need(List.class, type, value, where);
                for (int i = 0; i < items.size(); i++) {
                    check(type.element(), items.get(i), where + "[" + i + "]");
                }
            }
        }
    }

    private static void checkRecord(WitType.RecordOf type, WitRecord value, String where) {
        if (value.type().fields().size() != type.fields().size()) {
            throw new IllegalArgumentException(
                    where + ": record with " + value.type().fields().size() + " fields where "
                            + type.fields().size() + " are wanted");
        }
        for (int i = 0; i < type.fields().size(); i++) {
            WitType.Field field = type.fields().get(i);
            check(field.type(), value.get(i), where + "." + field.name());
        }
    }

    private static void checkItems(List<WitType> types, List<?> values, String where) {
        if (values.size() != types.size()) {
            throw new IllegalArgumentException(
                    where + ": tuple of " + values.size() + " where " + types.size() + " are wanted");
        }
        for (int i = 0; i < types.size(); i++) {
            check(types.get(i), values.get(i), where + "." + i);
        }
    }

    private static void checkVariant(WitType.VariantOf type, WitVariant value, String where) {
        if (value.index() >= type.cases().size()
                || !type.cases().get(value.index()).name().equals(value.name())) {
            throw new IllegalArgumentException(where + ": no case '" + value.name() + "' in " + type.cases());
        }
        checkPayload(type.cases().get(value.index()).payload(), value.payload(), where + "." + value.name());
    }

    private static void checkEnum(WitType.EnumOf type, WitEnum value, String where) {
        if (value.index() < 0
                || value.index() >= type.labels().size()
                || !type.labels().get(value.index()).equals(value.label())) {
            throw new IllegalArgumentException(where + ": no label '" + value.label() + "' in " + type.labels());
        }
    }

    private static void checkPayload(Optional<WitType> type, @Nullable Object payload, String where) {
        if (type.isPresent()) {
            check(type.get(), payload, where);
        } else if (payload != null) {
            throw new IllegalArgumentException(
                    where + ": has no payload, got " + payload.getClass().getName());
        }
    }

    private static <T> T need(Class<T> wanted, WitType type, @Nullable Object value, String where) {
        if (!wanted.isInstance(value)) {
            throw new IllegalArgumentException(where + ": " + type.kind().name().toLowerCase(java.util.Locale.ROOT)
                    + " is a " + wanted.getSimpleName() + " in Java, got "
                    + (value == null ? "null" : value.getClass().getName()));
        }
        return wanted.cast(value);
    }
}
