package org.latticehost.component.internal.binary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads names, sorts, aliases, imports, exports and the members of instances. */
final class ItemReader {
    private static final int MAX_OUTER = 1_000;

    private final ByteReader in;

    ItemReader(ByteReader in) {
        this.in = in;
    }

    /** The name of an import or export; 0x00 and 0x01 mean the same. */
    String externName() {
        int offset = in.offset();
        int form = in.u8();
        if (form == 2) {
            in.name();
            int n = in.count(3, "name attributes");
            for (int i = 0; i < n; i++) {
                int attribute = in.u8();
                if (attribute > 2) {
                    throw in.badByte(attribute, "name attribute");
                }
                in.name();
            }
            throw ByteReader.unsupported("needs a gated feature: name attributes", offset);
        }
        if (form > 2) {
            throw in.badByte(form, "name");
        }
        return in.name();
    }

    RawSort sort() {
        int offset = in.offset();
        int code = in.u8();
        return switch (code) {
            case 0 -> coreSort();
            case 1 -> RawSort.FUNC;
            case 2 -> throw ByteReader.unsupported("needs a gated feature: values", offset);
            case 3 -> RawSort.TYPE;
            case 4 -> RawSort.COMPONENT;
            case 5 -> RawSort.INSTANCE;
            default -> throw in.badByte(code, "sort");
        };
    }

    private RawSort coreSort() {
        int code = in.u8();
        return switch (code) {
            case 0 -> RawSort.CORE_FUNC;
            case 1 -> RawSort.CORE_TABLE;
            case 2 -> RawSort.CORE_MEMORY;
            case 3 -> RawSort.CORE_GLOBAL;
            case 4 -> RawSort.CORE_TAG;
            case 0x10 -> RawSort.CORE_TYPE;
            case 0x11 -> RawSort.CORE_MODULE;
            case 0x12 -> RawSort.CORE_INSTANCE;
            default -> throw in.badByte(code, "core sort");
        };
    }

    /** A sort that may be imported, exported and given to instantiations. */
    RawSort itemSort() {
        int offset = in.offset();
        RawSort sort = sort();
        if (!sort.item()) {
            throw ByteReader.malformed("invalid sort of an import or export", offset);
        }
        return sort;
    }

    RawAlias alias() {
        int offset = in.offset();
        RawSort sort = sort();
        int target = in.u8();
        switch (target) {
            case 0 -> {
                if (!sort.item()) {
                    throw ByteReader.malformed("an instance exports nothing of this core sort", offset);
                }
                return new RawAlias.OfInstance(sort, in.index(), in.name());
            }
            case 1 -> {
                if (sort.core() == null) {
                    throw ByteReader.malformed("a core instance exports nothing of this sort", offset);
                }
                return new RawAlias.OfCoreInstance(sort, in.index(), in.name());
            }
            case 2 -> {
                if (sort != RawSort.CORE_MODULE
                        && sort != RawSort.CORE_TYPE
                        && sort != RawSort.TYPE
                        && sort != RawSort.COMPONENT) {
                    throw ByteReader.malformed("invalid sort of an outer alias", offset);
                }
                return new RawAlias.Outer(sort, Math.min(in.index(), MAX_OUTER), in.index());
            }
            default -> throw in.badByte(target, "alias target");
        }
    }

    RawExtern extern() {
        int offset = in.offset();
        RawSort sort = itemSort();
        if (sort != RawSort.TYPE) {
            return new RawExtern.OfType(sort, in.index());
        }
        int bound = in.u8();
        return switch (bound) {
            case 0 -> new RawExtern.TypeEq(in.index());
            case 1 -> new RawExtern.SubResource();
            default -> throw ByteReader.malformed("invalid type bound 0x" + Integer.toHexString(bound), offset);
        };
    }

    RawImport importItem() {
        int offset = in.offset();
        String name = externName();
        return new RawImport(name, extern(), offset);
    }

    RawExport exportItem() {
        int offset = in.offset();
        String name = externName();
        RawSort sort = itemSort();
        int index = in.index();
        return new RawExport(name, sort, index, ascription(), offset);
    }

    private @Nullable RawExtern ascription() {
        int flag = in.u8();
        return switch (flag) {
            case 0 -> null;
            case 1 -> extern();
            default -> throw in.badByte(flag, "optional type of an export");
        };
    }

    List<RawExport> inlineExports() {
        int n = in.count(ReaderLimits.PER_SCOPE, "inline exports");
        List<RawExport> items = new ArrayList<>(Math.min(n, 1_000));
        for (int i = 0; i < n; i++) {
            int offset = in.offset();
            String name = externName();
            items.add(new RawExport(name, itemSort(), in.index(), null, offset));
        }
        return items;
    }

    List<RawArg> args() {
        int n = in.count(ReaderLimits.PER_SCOPE, "arguments");
        List<RawArg> args = new ArrayList<>(Math.min(n, 1_000));
        for (int i = 0; i < n; i++) {
            int offset = in.offset();
            args.add(new RawArg(in.name(), itemSort(), in.index(), offset));
        }
        return args;
    }

    List<RawArg> coreArgs() {
        int n = in.count(ReaderLimits.PER_SCOPE, "arguments");
        List<RawArg> args = new ArrayList<>(Math.min(n, 1_000));
        for (int i = 0; i < n; i++) {
            int offset = in.offset();
            String name = in.name();
            int sort = in.u8();
            if (sort != 0x12) {
                throw in.badByte(sort, "sort of a module argument");
            }
            args.add(new RawArg(name, RawSort.CORE_INSTANCE, in.index(), offset));
        }
        return args;
    }

    List<RawArg> coreInlineExports() {
        int n = in.count(ReaderLimits.PER_SCOPE, "inline exports");
        List<RawArg> items = new ArrayList<>(Math.min(n, 1_000));
        for (int i = 0; i < n; i++) {
            int offset = in.offset();
            String name = in.name();
            RawSort sort = coreSort();
            if (sort.core() == null) {
                throw ByteReader.malformed("invalid sort of a core export", offset);
            }
            items.add(new RawArg(name, sort, in.index(), offset));
        }
        return items;
    }
}
