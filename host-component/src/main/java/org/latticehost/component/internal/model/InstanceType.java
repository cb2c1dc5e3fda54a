package org.latticehost.component.internal.model;

import java.util.List;

/**
 * The type of an instance: its exports in declared order. Names are unique. Immutable.
 *
 * @param exports in the order of declaration; positions are the {@code position} of {@link Step.AliasExport}
 */
public record InstanceType(List<Export> exports) {
    public InstanceType {
        exports = List.copyOf(exports);
    }

    /** One export of an instance type. */
    public record Export(String name, ExternType type) {}

    /** The position of the export of that name, or -1. Linear: for link time, not for calls. */
    public int indexOf(String name) {
        for (int i = 0; i < exports.size(); i++) {
            if (exports.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
