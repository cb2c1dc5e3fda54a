package org.latticehost.component.internal.binary;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;

/**
 * Reads the outside of a core module: types, imports, exports, and that its sections fit together. Function bodies and
 * constant expressions are left to the engine, which validates them when it compiles.
 */
public final class CoreModuleReader {
    /** The order in which sections must come, by id; tags stand after memories and data count after elements. */
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

    private final ByteReader in;
    private final List<@Nullable CoreFuncType> types = new ArrayList<>();
    private final List<Integer> funcs = new ArrayList<>();
    private final List<CoreExternType> tables = new ArrayList<>();
    private final List<CoreExternType> memories = new ArrayList<>();
    private final List<CoreExternType> globals = new ArrayList<>();
    private final List<CoreExternType> tags = new ArrayList<>();
    private final List<CoreModuleType.Import> imports = new ArrayList<>();
    private final List<CoreModuleType.Export> exports = new ArrayList<>();
    private int definedFuncs;
    private int bodies;
    private long definedMemories;
    private long pages;

    private CoreModuleReader(ByteReader in) {
        this.in = in;
    }

    /** Reads a module that stands alone. */
    public static CoreModuleSource read(byte[] bytes) {
        return read(new ByteReader(bytes)).source();
    }

    static RawCoreModule read(ByteReader in) {
        byte[] bytes = in.rest();
        if (BinaryKind.of(in) != BinaryKind.CORE_MODULE) {
            throw ByteReader.malformed("a component where a core module must be", in.offset() - 8L);
        }
        CoreModuleReader reader = new CoreModuleReader(in);
        reader.sections();
        return new RawCoreModule(
                new CoreModuleSource(bytes, new CoreModuleType(reader.imports, reader.exports), sha256(bytes)),
                reader.definedMemories,
                reader.pages);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void sections() {
        int last = 0;
        while (!in.atEnd()) {
            int start = in.offset();
            int id = in.u8();
            ByteReader section = in.window(in.u32(), "core section " + id);
            if (id >= ORDER.length) {
                throw ByteReader.malformed("unknown core section " + id, start);
            }
            if (id == 0) {
                section.name();
                continue;
            }
            if (ORDER[id] <= last) {
                throw ByteReader.malformed("core section " + id + " out of order", start);
            }
            last = ORDER[id];
            section(id, section);
        }
        if (bodies != definedFuncs) {
            throw ByteReader.malformed(
                    "function and code section have inconsistent lengths: " + definedFuncs + " and " + bodies,
                    in.offset());
        }
    }

    private void section(int id, ByteReader section) {
        CoreTypeReader core = new CoreTypeReader(section);
        switch (id) {
            case 1 -> types(section, core);
            case 2 -> imports(section, core);
            case 3 -> functions(section);
            case 4 -> tables(section, core);
            case 5 -> memories(section, core);
            case 6 -> globals(section, core);
            case 7 -> exports(section);
            case 8 -> start(section);
            case 10 -> code(section);
            case 13 -> tags(section, core);
            default -> {
                // Elements, data and data count say nothing about the outside.
                return;
            }
        }
        section.expectEnd("core section " + id);
    }

    private void types(ByteReader section, CoreTypeReader core) {
        int n = section.count(ReaderLimits.CORE_ITEMS, "core types");
        for (int i = 0; i < n; i++) {
            types.addAll(core.group().funcs());
            if (types.size() > ReaderLimits.CORE_ITEMS) {
                throw ByteReader.malformed("too many core types", section.offset());
            }
        }
    }

    private void imports(ByteReader section, CoreTypeReader core) {
        int n = section.count(ReaderLimits.PER_SCOPE, "core imports");
        for (int i = 0; i < n; i++) {
            String module = section.name();
            String name = section.name();
            RawCoreExtern extern = core.extern();
            CoreExternType type;
            if (extern instanceof RawCoreExtern.Known known) {
                type = known.type();
                switch (type.kind()) {
                    case TABLE -> tables.add(type);
                    case MEMORY -> memories.add(type);
                    default -> globals.add(type);
                }
            } else {
                RawCoreExtern.OfType of = (RawCoreExtern.OfType) extern;
                CoreFuncType func = func(of.type(), of.offset());
                if (of.tag()) {
                    type = new CoreExternType.Tag(func);
                    tags.add(type);
                } else {
                    type = new CoreExternType.Func(func);
                    funcs.add(of.type());
                }
            }
            imports.add(new CoreModuleType.Import(module, name, type));
        }
    }

    /** The function type at an index, which must be usable across modules. */
    private CoreFuncType func(int index, int offset) {
        checkType(index, offset);
        CoreFuncType type = types.get(index);
        if (type == null) {
            throw ByteReader.unsupported(
                    "needs a core feature: function type " + index + " uses reference or GC types", offset);
        }
        return type;
    }

    private void checkType(int index, int offset) {
        if (index >= types.size()) {
            throw ByteReader.malformed("unknown type " + index + ": type index out of bounds", offset);
        }
    }

    private void functions(ByteReader section) {
        definedFuncs = section.uncounted(ReaderLimits.CORE_ITEMS, "functions");
        for (int i = 0; i < definedFuncs; i++) {
            int offset = section.offset();
            int type = section.index();
            checkType(type, offset);
            funcs.add(type);
        }
    }

    private void tables(ByteReader section, CoreTypeReader core) {
        int n = section.count(ReaderLimits.CORE_MEMORIES, "tables");
        for (int i = 0; i < n; i++) {
            if (section.peek() == 0x40) {
                throw ByteReader.unsupported("needs a core feature: tables with initialisers", section.offset());
            }
            tables.add(core.table());
        }
    }

    private void memories(ByteReader section, CoreTypeReader core) {
        int n = section.count(ReaderLimits.CORE_MEMORIES, "memories");
        for (int i = 0; i < n; i++) {
            CoreExternType.Memory memory = core.memory();
            memories.add(memory);
            definedMemories++;
            pages += memory.limits().min();
        }
    }

    private void globals(ByteReader section, CoreTypeReader core) {
        int n = section.count(ReaderLimits.CORE_ITEMS, "globals");
        ConstantSkipper constants = new ConstantSkipper(section);
        for (int i = 0; i < n; i++) {
            globals.add(core.global());
            constants.skip();
        }
    }

    private void tags(ByteReader section, CoreTypeReader core) {
        int n = section.count(ReaderLimits.CORE_ITEMS, "tags");
        for (int i = 0; i < n; i++) {
            int offset = section.offset();
            tags.add(new CoreExternType.Tag(func(core.tagType(), offset)));
        }
    }

    private void exports(ByteReader section) {
        int n = section.count(ReaderLimits.PER_SCOPE, "core exports");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < n; i++) {
            int offset = section.offset();
            String name = section.name();
            if (!names.add(name)) {
                throw ByteReader.malformed("export name `" + Quoted.of(name) + "` already defined", offset);
            }
            int kind = section.u8();
            int index = section.index();
            exports.add(new CoreModuleType.Export(name, exported(kind, index, section, offset)));
        }
    }

    private CoreExternType exported(int kind, int index, ByteReader section, int offset) {
        return switch (kind) {
            case 0 -> {
                if (index >= funcs.size()) {
                    throw ByteReader.malformed("unknown function " + index, offset);
                }
                yield new CoreExternType.Func(func(funcs.get(index), offset));
            }
            case 1 -> at(tables, index, "table", offset);
            case 2 -> at(memories, index, "memory", offset);
            case 3 -> at(globals, index, "global", offset);
            case 4 -> at(tags, index, "tag", offset);
            default -> throw section.badByte(kind, "kind of a core export");
        };
    }

    private static CoreExternType at(List<CoreExternType> space, int index, String what, int offset) {
        if (index >= space.size()) {
            throw ByteReader.malformed("unknown " + what + " " + index, offset);
        }
        return space.get(index);
    }

    private void start(ByteReader section) {
        int offset = section.offset();
        int index = section.index();
        if (index >= funcs.size()) {
            throw ByteReader.malformed("unknown function " + index + " as start function", offset);
        }
        CoreFuncType type = func(funcs.get(index), offset);
        if (!type.params().isEmpty() || !type.results().isEmpty()) {
            throw ByteReader.malformed("invalid start function type " + type, offset);
        }
    }

    private void code(ByteReader section) {
        bodies = section.uncounted(ReaderLimits.CORE_ITEMS, "function bodies");
        for (int i = 0; i < bodies; i++) {
            section.skip(section.u32(), "function body");
        }
    }
}
