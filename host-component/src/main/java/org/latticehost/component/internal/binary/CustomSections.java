package org.latticehost.component.internal.binary;

import java.util.ArrayList;
import java.util.List;

/** Finds the custom sections of a binary, without looking at the others. */
public final class CustomSections {
    private CustomSections() {}

    /** A custom section; {@code offset} is where its content starts in the binary. */
    @SuppressWarnings("ArrayRecordComponent") // made to be read once
    public record Section(String name, byte[] content, long offset) {}

    /**
     * The custom sections on the outermost level whose names start so, in order.
     *
     * @throws org.latticehost.host.error.ComponentLoadException if the sections do not fit together
     */
    public static List<Section> of(byte[] binary, String prefix) {
        ByteReader in = new ByteReader(binary);
        BinaryKind.of(in);
        List<Section> found = new ArrayList<>();
        while (!in.atEnd()) {
            int id = in.u8();
            ByteReader section = in.window(in.u32(), "section " + id);
            if (id == 0) {
                String name = section.name();
                if (name.startsWith(prefix)) {
                    found.add(new Section(name, section.rest(), section.offset()));
                }
            }
        }
        return found;
    }
}
