package org.latticehost.host.wit;

import java.util.Arrays;
import java.util.List;

/**
 * A value of a record type: its fields by position. Compared by value. Immutable as long as the field values are.
 */
public final class WitRecord {
    private final WitType.RecordOf type;
    private final Object[] fields;

    private WitRecord(WitType.RecordOf type, Object[] fields) {
        this.type = type;
        this.fields = fields;
    }

    /**
     * A record from its field values.
     *
     * @param fields one value per field of {@code type}, in order; types are not checked here
     * @throws IllegalArgumentException if the number differs
     */
    public static WitRecord of(WitType.RecordOf type, Object... fields) {
        if (fields.length != type.fields().size()) {
            throw new IllegalArgumentException("record has " + type.fields().size() + " fields, got " + fields.length);
        }
        return new WitRecord(type, fields);
    }

    public WitType.RecordOf type() {
        return type;
    }

    /** The value of the field at that position. */
    public Object get(int index) {
        return fields[index];
    }

    /**
     * The value of the field of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Object get(String name) {
        int index = type.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no field '" + name + "' in " + type.fields());
        }
        return fields[index];
    }

    /** The values in order. */
    public List<Object> values() {
        return List.of(fields);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WitRecord that && WitValues.equal(Arrays.asList(fields), Arrays.asList(that.fields));
    }

    @Override
    public int hashCode() {
        return WitValues.hash(Arrays.asList(fields));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(type.fields().get(i).name())
                    .append(": ")
                    .append(WitValues.text(fields[i]));
        }
        return text.append('}').toString();
    }
}
