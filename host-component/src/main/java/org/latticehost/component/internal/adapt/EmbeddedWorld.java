package org.latticehost.component.internal.adapt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.CustomSections;
import org.latticehost.component.internal.model.ComponentType;
import org.latticehost.component.internal.model.ExportDef;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.internal.validate.ComponentReader;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/**
 * A world that a bindings generator has left in a module, in a custom section {@code component-type...}: a component
 * whose one export is the type of a component with one export, the world.
 *
 * @param encoding of the strings of all its functions
 */
record EmbeddedWorld(ComponentType type, StringEncoding encoding) {
    private static final String SECTION = "component-type";
    private static final String ENCODING = "wit-component-encoding";
    private static final int VERSION = 4;
    /** A program has one for each library with bindings. Each may take as long to read as a component. */
    private static final int MAX_WORLDS = 100;

    /** The worlds of a module, in the order of their sections: each library of a program may bring one. */
    static List<EmbeddedWorld> of(byte[] module) {
        List<EmbeddedWorld> worlds = new ArrayList<>();
        List<CustomSections.Section> sections = CustomSections.of(module, SECTION);
        if (sections.size() > MAX_WORLDS) {
            throw bad(sections.get(MAX_WORLDS), "is one too many: there may be " + MAX_WORLDS);
        }
        for (CustomSections.Section section : sections) {
            worlds.add(read(section));
        }
        return worlds;
    }

    private static EmbeddedWorld read(CustomSections.Section section) {
        byte[] content = section.content();
        if (content.length > 2 && content[0] == VERSION) {
            // Older generators put version and encoding in front.
            byte[] component = Arrays.copyOfRange(content, 2, content.length);
            return new EmbeddedWorld(world(component, section), encoding(content, section));
        }
        List<CustomSections.Section> encodings = CustomSections.of(content, ENCODING);
        if (encodings.isEmpty()) {
            throw bad(section, "says nothing about the encoding of strings");
        }
        return new EmbeddedWorld(
                world(content, section), encoding(encodings.get(0).content(), section));
    }

    private static StringEncoding encoding(byte[] bytes, CustomSections.Section section) {
        if (bytes.length < 2 || bytes[0] != VERSION) {
            throw bad(section, "is of another version than " + VERSION);
        }
        return switch (bytes[1]) {
            case 0 -> StringEncoding.UTF8;
            case 1 -> StringEncoding.UTF16;
            case 2 -> StringEncoding.LATIN1_UTF16;
            default -> throw bad(section, "has the unknown string encoding " + bytes[1]);
        };
    }

    private static ComponentType world(byte[] component, CustomSections.Section section) {
        List<ExportDef> exports = ComponentReader.read(component).exports();
        ComponentType named = exports.size() == 1 ? component(exports.get(0).type()) : null;
        ComponentType world = named != null && named.exports().size() == 1
                ? component(named.exports().get(0).type())
                : null;
        if (world == null) {
            throw bad(section, "does not hold a world");
        }
        return world;
    }

    private static @Nullable ComponentType component(ExternType type) {
        ExternType of = type instanceof ExternType.NamedType named ? named.of() : type;
        return of instanceof ExternType.Component component ? component.type() : null;
    }

    private static ComponentLoadException bad(CustomSections.Section section, String what) {
        return new ComponentLoadException(
                ErrorCode.INVALID_COMPONENT,
                "the module's section '" + section.name() + "' " + what,
                section.offset(),
                null);
    }
}
