package org.latticehost.host.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Header or trailer fields in order, names in lower case, values as bytes. Immutable.
 */
public final class HttpFields {
    private static final HttpFields NONE = new HttpFields(List.of());

    private final List<Field> fields;

    private HttpFields(List<Field> fields) {
        this.fields = fields;
    }

    /** No fields. */
    public static HttpFields none() {
        return NONE;
    }

    /** The given fields, in order. */
    public static HttpFields of(List<Field> fields) {
        return fields.isEmpty() ? NONE : new HttpFields(List.copyOf(fields));
    }

    /** Fields from name, value, name, value and so on. */
    public static HttpFields of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("names and values must come in pairs");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(Field.of(namesAndValues[i], namesAndValues[i + 1]));
        }
        return of(fields);
    }

    /** All fields in order; a name may repeat. */
    public List<Field> fields() {
        return fields;
    }

    /** The first value of that name (any case) as text. */
    public Optional<String> first(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (Field field : fields) {
            if (field.name().equals(wanted)) {
                return Optional.of(field.text());
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpFields that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }

    /** One field. */
    public static final class Field {
        private final String name;
        private final byte[] value;

        private Field(String name, byte[] value) {
            this.name = name;
            this.value = value;
        }

        /** A field; the name is lower-cased, the value taken as UTF-8. */
        public static Field of(String name, String value) {
            return of(name, value.getBytes(StandardCharsets.UTF_8));
        }

        /** A field; the name is lower-cased, the array is not copied and must not be changed. */
        public static Field of(String name, byte[] value) {
            return new Field(name.toLowerCase(Locale.ROOT), value);
        }

        /** In lower case. */
        public String name() {
            return name;
        }

        /** The bytes; not to be changed. */
        public byte[] value() {
            return value;
        }

        /** The value as UTF-8 text. */
        public String text() {
            return new String(value, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Field that && name.equals(that.name) && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 31 + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return name + ": " + text();
        }
    }
}
