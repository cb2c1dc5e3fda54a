package org.latticehost.wasi.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latticehost.host.http.HttpFields;
import org.latticehost.wasi.internal.store.Traps;

/** A {@code fields} resource: header or trailer fields, names in lower case. */
final class Fields {
    /** Largest sum of names and values, each field counted with {@link #FIELD_OVERHEAD} more. */
    static final int MAX_SIZE = 128 << 10;

    private static final int FIELD_OVERHEAD = 32;

    private final List<HttpFields.Field> fields;
    private final boolean mutable;
    private long size;

    private Fields(List<HttpFields.Field> fields, boolean mutable) {
        this.fields = fields;
        this.mutable = mutable;
        if (mutable) {
            fields.forEach(f -> grow(sizeOf(f)));
        }
    }

    /** Empty and mutable. */
    static Fields create() {
        return new Fields(new ArrayList<>(), true);
    }

    /** The head of a message, which a guest can only look at. */
    static Fields immutable(HttpFields fields) {
        return new Fields(fields.fields(), false);
    }

    /** A mutable copy. */
    Fields copy() {
        return new Fields(new ArrayList<>(fields), true);
    }

    HttpFields toHttp() {
        return HttpFields.of(fields);
    }

    List<byte[]> get(String name) {
        String wanted = lower(name);
        return fields.stream()
                .filter(f -> f.name().equals(wanted))
                .map(HttpFields.Field::value)
                .toList();
    }

    boolean has(String name) {
        String wanted = lower(name);
        return fields.stream().anyMatch(f -> f.name().equals(wanted));
    }

    List<List<Object>> entries() {
        return fields.stream().map(f -> List.<Object>of(f.name(), f.value())).toList();
    }

    void append(String name, byte[] value) throws HeaderFailure {
        checkName(name);
        checkValue(value);
        HttpFields.Field field = HttpFields.Field.of(name, value);
        grow(sizeOf(field));
        fields.add(field);
    }

    void set(String name, List<byte[]> values) throws HeaderFailure {
        checkName(name);
        for (byte[] value : values) {
            checkValue(value);
        }
        remove(name);
        for (byte[] value : values) {
            append(name, value);
        }
    }

    void delete(String name) throws HeaderFailure {
        checkName(name);
        remove(name);
    }

    private void remove(String name) {
        String wanted = lower(name);
        fields.removeIf(f -> {
            boolean match = f.name().equals(wanted);
            if (match) {
                size -= sizeOf(f);
            }
            return match;
        });
    }

    private void checkName(String name) throws HeaderFailure {
        if (!mutable) {
            throw HeaderFailure.immutable();
        }
        if (!FieldRules.token(name)) {
            throw HeaderFailure.invalidSyntax();
        }
        if (FieldRules.forbidden(name)) {
            throw HeaderFailure.forbidden();
        }
    }

    private static void checkValue(byte[] value) throws HeaderFailure {
        if (!FieldRules.value(value)) {
            throw HeaderFailure.invalidSyntax();
        }
    }

    private void grow(int bytes) {
        // header-error has no case for this.
        if (size + bytes > MAX_SIZE) {
            throw Traps.trap("fields would grow beyond " + MAX_SIZE + " bytes");
        }
        size += bytes;
    }

    private static int sizeOf(HttpFields.Field field) {
        return field.name().length() + field.value().length + FIELD_OVERHEAD;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
