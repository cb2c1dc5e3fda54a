package org.latticehost.host.wit;

/**
 * A value of an enum type.
 *
 * @param index position of the label
 * @param label the label
 */
public record WitEnum(int index, String label) {

    public static WitEnum of(WitType.EnumOf type, int index) {
        return new WitEnum(index, type.labels().get(index));
    }

    /**
     * A label by name.
     *
     * @throws IllegalArgumentException if the type has no such label
     */
    public static WitEnum of(WitType.EnumOf type, String label) {
        int index = type.labels().indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("no label '" + label + "' in " + type.labels());
        }
        return new WitEnum(index, label);
    }

    @Override
    public String toString() {
        return label;
    }
}
