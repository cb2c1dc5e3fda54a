package org.latticehost.component.internal.binary;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreValueType;

/** Reads core types, as they stand in core modules and in core type sections. */
final class CoreTypeReader {
    private static final long MAX_PAGES = 1 << 16;

    private final ByteReader in;

    CoreTypeReader(ByteReader in) {
        this.in = in;
    }

    /** A definition of a core type section. */
    RawCoreType coreType() {
        int first = in.peek();
        if (first == 0x50) {
            in.u8();
            return new RawCoreType.ModuleType(moduleDecls());
        }
        if (first == 0x00) {
            in.u8();
            int next = in.peek();
            if (next != 0x50) {
                in.u8();
                throw in.badByte(next, "core type after 0x00");
            }
        }
        return group();
    }

    private List<RawCoreType.Decl> moduleDecls() {
        int n = in.count(ReaderLimits.PER_SCOPE, "module type declarations");
        List<RawCoreType.Decl> decls = new ArrayList<>(Math.min(n, 1_000));
        for (int i = 0; i < n; i++) {
            int offset = in.offset();
            int code = in.u8();
            decls.add(
                    switch (code) {
                        case 0 -> new RawCoreType.Decl.ImportDecl(in.name(), in.name(), extern(), offset);
                        case 1 -> new RawCoreType.Decl.TypeDecl(group(), offset);
                        case 2 -> alias(offset);
                        case 3 -> new RawCoreType.Decl.ExportDecl(in.name(), extern(), offset);
                        default -> throw in.badByte(code, "module type declaration");
                    });
        }
        return decls;
    }

    private RawCoreType.Decl alias(int offset) {
        int sort = in.u8();
        if (sort != 0x10) {
            throw in.badByte(sort, "sort of an alias in a module type");
        }
        int target = in.u8();
        if (target != 1) {
            throw in.badByte(target, "alias target in a module type");
        }
        return new RawCoreType.Decl.AliasDecl(in.index(), in.index(), offset);
    }

    /** A recursive group or a single type. */
    RawCoreType.Group group() {
        List<@Nullable CoreFuncType> funcs = new ArrayList<>();
        if (in.peek() == 0x4e) {
            in.u8();
            int n = in.count(ReaderLimits.CORE_ITEMS, "types");
            for (int i = 0; i < n; i++) {
                funcs.add(subType());
            }
        } else {
            funcs.add(subType());
        }
        return new RawCoreType.Group(funcs);
    }

    private @Nullable CoreFuncType subType() {
        int first = in.peek();
        boolean sub = first == 0x50 || first == 0x4f;
        boolean plain = !sub;
        if (sub) {
            in.u8();
            int n = in.count(1, "supertypes");
            for (int i = 0; i < n; i++) {
                in.index();
            }
        }
        int code = in.u8();
        switch (code) {
            case 0x60 -> {
                CoreFuncType func = funcType();
                return plain ? func : null;
            }
            case 0x5f -> {
                int n = in.count(ReaderLimits.CASES, "fields");
                for (int i = 0; i < n; i++) {
                    field();
                }
                return null;
            }
            case 0x5e -> {
                field();
                return null;
            }
            default -> throw in.badByte(code, "core type");
        }
    }

    private void field() {
        int first = in.peek();
        if (first == 0x78 || first == 0x77) {
            in.u8();
        } else {
            valType();
        }
        mutability();
    }

    private @Nullable CoreFuncType funcType() {
        List<CoreValueType> params = new ArrayList<>();
        List<CoreValueType> results = new ArrayList<>();
        boolean params0 = valTypes(params, "parameters");
        boolean results0 = valTypes(results, "results");
        return params0 && results0 ? new CoreFuncType(params, results) : null;
    }

    private boolean valTypes(List<CoreValueType> into, String what) {
        boolean known = true;
        int n = in.count(ReaderLimits.CORE_PARAMETERS, what);
        for (int i = 0; i < n; i++) {
            CoreValueType type = valType();
            if (type == null) {
                known = false;
            } else {
                into.add(type);
            }
        }
        return known;
    }

    /** A value type; null for one that cannot cross a module boundary here (typed references, GC). */
    @Nullable CoreValueType valType() {
        int code = in.u8();
        return switch (code) {
            case 0x7f -> CoreValueType.I32;
            case 0x7e -> CoreValueType.I64;
            case 0x7d -> CoreValueType.F32;
            case 0x7c -> CoreValueType.F64;
            case 0x7b -> CoreValueType.V128;
            case 0x70 -> CoreValueType.FUNCREF;
            case 0x6f -> CoreValueType.EXTERNREF;
            case 0x63, 0x64 -> reference(code == 0x63);
            case 0x74, 0x73, 0x72, 0x71, 0x6e, 0x6d, 0x6c, 0x6b, 0x6a, 0x69, 0x68, 0x75 -> null;
            default -> throw in.badByte(code, "core value type");
        };
    }

    private @Nullable CoreValueType reference(boolean nullable) {
        long heap = in.s33();
        if (nullable && heap == -0x10) {
            return CoreValueType.FUNCREF;
        }
        return nullable && heap == -0x11 ? CoreValueType.EXTERNREF : null;
    }

    private CoreValueType knownValType(String what) {
        int offset = in.offset();
        CoreValueType type = valType();
        if (type == null) {
            throw ByteReader.unsupported("needs a core feature: reference types beyond funcref in a " + what, offset);
        }
        return type;
    }

    private boolean mutability() {
        int flag = in.u8();
        if (flag > 1) {
            throw in.badByte(flag, "mutability");
        }
        return flag == 1;
    }

    /** The type of an import or export. */
    RawCoreExtern extern() {
        int offset = in.offset();
        int code = in.u8();
        return switch (code) {
            case 0 -> new RawCoreExtern.OfType(false, in.index(), offset);
            case 1 -> new RawCoreExtern.Known(table());
            case 2 -> new RawCoreExtern.Known(memory());
            case 3 -> new RawCoreExtern.Known(global());
            case 4 -> new RawCoreExtern.OfType(true, tagType(), offset);
            default -> throw in.badByte(code, "kind of a core import or export");
        };
    }

    /** The type index of a tag. */
    int tagType() {
        int attribute = in.u8();
        if (attribute != 0) {
            throw in.badByte(attribute, "tag attribute");
        }
        return in.index();
    }

    CoreExternType.Global global() {
        return new CoreExternType.Global(knownValType("global"), mutability());
    }

    CoreExternType.Table table() {
        CoreValueType element = knownValType("table");
        if (element != CoreValueType.FUNCREF && element != CoreValueType.EXTERNREF) {
            throw ByteReader.malformed("a table must hold references", in.offset());
        }
        int offset = in.offset();
        int flags = in.u8();
        if ((flags & ~0x5) != 0) {
            throw in.badByte(flags, "table limits");
        }
        if ((flags & 4) != 0) {
            throw ByteReader.unsupported("needs a core feature: 64-bit tables", offset);
        }
        CoreLimits limits = limits((flags & 1) != 0, false);
        if (limits.min() > ReaderLimits.TABLE_ELEMENTS) {
            throw ByteReader.malformed(
                    "a table of " + limits.min() + " elements, the limit is " + ReaderLimits.TABLE_ELEMENTS, offset);
        }
        checkOrder(limits, offset);
        return new CoreExternType.Table(element, limits);
    }

    CoreExternType.Memory memory() {
        int offset = in.offset();
        int flags = in.u8();
        if ((flags & ~0xf) != 0) {
            throw in.badByte(flags, "memory limits");
        }
        if ((flags & 8) != 0) {
            throw ByteReader.unsupported("needs a core feature: custom page sizes", offset);
        }
        boolean shared = (flags & 2) != 0;
        boolean memory64 = (flags & 4) != 0;
        boolean max = (flags & 1) != 0;
        if (shared && !max) {
            throw ByteReader.malformed("shared memory must have a maximum size", offset);
        }
        CoreLimits limits = limits(max, memory64);
        long most = memory64 ? MAX_PAGES << 32 : MAX_PAGES;
        if (outside(limits.min(), most)
                || (limits.max().isPresent() && outside(limits.max().getAsLong(), most))) {
            throw ByteReader.malformed("memory size must be at most 0x" + Long.toHexString(most) + " pages", offset);
        }
        checkOrder(limits, offset);
        return new CoreExternType.Memory(limits, memory64, shared);
    }

    private static boolean outside(long size, long most) {
        return size < 0 || size > most;
    }

    private CoreLimits limits(boolean hasMax, boolean wide) {
        long min = wide ? in.u64() : in.u32();
        return new CoreLimits(min, hasMax ? OptionalLong.of(wide ? in.u64() : in.u32()) : OptionalLong.empty());
    }

    private static void checkOrder(CoreLimits limits, int offset) {
        if (limits.max().isPresent() && limits.max().getAsLong() < limits.min()) {
            throw ByteReader.malformed("size minimum must not be greater than maximum", offset);
        }
    }
}
