package org.latticehost.component.internal.binary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitType;

/** Reads component-level types, names and aliases. */
final class TypeReader {
    private final ByteReader in;
    private final CoreTypeReader core;

    TypeReader(ByteReader in) {
        this.in = in;
        this.core = new CoreTypeReader(in);
    }

    private static @Nullable WitType primitive(int code) {
        return switch (code) {
            case 0x7f -> WitType.BOOL;
            case 0x7e -> WitType.S8;
            case 0x7d -> WitType.U8;
            case 0x7c -> WitType.S16;
            case 0x7b -> WitType.U16;
            case 0x7a -> WitType.S32;
            case 0x79 -> WitType.U32;
            case 0x78 -> WitType.S64;
            case 0x77 -> WitType.U64;
            case 0x76 -> WitType.F32;
            case 0x75 -> WitType.F64;
            case 0x74 -> WitType.CHAR;
            case 0x73 -> WitType.STRING;
            default -> null;
        };
    }

    RawValType valType() {
        int offset = in.offset();
        int first = in.peek();
        WitType primitive = primitive(first);
        if (primitive != null) {
            in.u8();
            return new RawValType(primitive, -1, offset);
        }
        if (first == 0x64) {
            throw ByteReader.unsupported("needs WASI 0.3 async: error-context", offset);
        }
        long index = in.s33();
        if (index < 0) {
            throw ByteReader.malformed("invalid value type 0x" + Integer.toHexString(first), offset);
        }
        return new RawValType(null, (int) Math.min(index, Integer.MAX_VALUE), offset);
    }

    @Nullable RawValType optionalValType() {
        int flag = in.u8();
        return switch (flag) {
            case 0 -> null;
            case 1 -> valType();
            default -> throw in.badByte(flag, "optional value type");
        };
    }

    /** A type; {@code depth} counts the type scopes around it. */
    RawType type(int depth) {
        int offset = in.offset();
        int code = in.u8();
        WitType primitive = primitive(code);
        if (primitive != null) {
            return new RawType.Primitive(primitive);
        }
        return switch (code) {
            case 0x72 -> record();
            case 0x71 -> variant();
            case 0x70 -> new RawType.ListOf(valType());
            case 0x6f -> tuple();
            case 0x6e -> new RawType.Labels(true, labels("flags"));
            case 0x6d -> new RawType.Labels(false, labels("enum cases"));
            case 0x6b -> new RawType.Option(valType());
            case 0x6a -> new RawType.Result(optionalValType(), optionalValType());
            case 0x69 -> new RawType.Handle(true, in.index());
            case 0x68 -> new RawType.Handle(false, in.index());
            case 0x40 -> func();
            case 0x3f -> resource();
            case 0x41 -> new RawType.ComponentType(decls(true, depth + 1, offset));
            case 0x42 -> new RawType.InstanceType(decls(false, depth + 1, offset));
            default -> throw unsupportedType(code, offset);
        };
    }

    private RuntimeException unsupportedType(int code, int offset) {
        switch (code) {
            case 0x66, 0x65 -> {
                optionalValType();
                return ByteReader.unsupported("needs WASI 0.3 async: " + (code == 0x66 ? "stream" : "future"), offset);
            }
            case 0x64 -> {
                return ByteReader.unsupported("needs WASI 0.3 async: error-context", offset);
            }
            case 0x43 -> {
                func();
                return ByteReader.unsupported("needs WASI 0.3 async: async function type", offset);
            }
            case 0x3e -> {
                return ByteReader.unsupported("needs WASI 0.3 async: resource with async destructor", offset);
            }
            case 0x67 -> {
                valType();
                in.u32();
                return ByteReader.unsupported("needs a gated feature: lists of fixed length", offset);
            }
            case 0x63 -> {
                valType();
                valType();
                return ByteReader.unsupported("needs a gated feature: map types", offset);
            }
            default -> {
                return in.badByte(code, "type");
            }
        }
    }

    private RawType record() {
        int n = in.count(ReaderLimits.RECORD_FIELDS, "record fields");
        List<String> names = new ArrayList<>(n);
        List<@Nullable RawValType> types = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            names.add(in.name(ReaderLimits.LABEL_BYTES));
            types.add(valType());
        }
        return new RawType.Members(false, names, types);
    }

    private RawType variant() {
        int n = in.count(ReaderLimits.CASES, "variant cases");
        List<String> names = new ArrayList<>(n);
        List<@Nullable RawValType> types = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            names.add(in.name(ReaderLimits.LABEL_BYTES));
            types.add(optionalValType());
            int refines = in.u8();
            if (refines != 0) {
                throw in.badByte(refines, "end of a variant case");
            }
        }
        return new RawType.Members(true, names, types);
    }

    private RawType tuple() {
        int n = in.count(ReaderLimits.TUPLE_ITEMS, "tuple items");
        List<RawValType> items = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            items.add(valType());
        }
        return new RawType.Tuple(items);
    }

    private List<String> labels(String what) {
        int n = in.count(ReaderLimits.CASES, what);
        List<String> names = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            names.add(in.name(ReaderLimits.LABEL_BYTES));
        }
        return names;
    }

    private RawType func() {
        int n = in.count(ReaderLimits.PARAMETERS, "parameters");
        List<String> names = new ArrayList<>(n);
        List<RawValType> types = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            names.add(in.name(ReaderLimits.LABEL_BYTES));
            types.add(valType());
        }
        return new RawType.Func(names, types, resultList());
    }

    @Nullable RawValType resultList() {
        int form = in.u8();
        if (form == 0) {
            return valType();
        }
        if (form != 1) {
            throw in.badByte(form, "result list");
        }
        int zero = in.u8();
        if (zero != 0) {
            throw in.badByte(zero, "number of results");
        }
        return null;
    }

    private RawType resource() {
        int offset = in.offset();
        int rep = in.u8();
        if (rep != 0x7f) {
            if (rep == 0x7e) {
                throw ByteReader.malformed("resources can only be represented by i32", offset);
            }
            throw in.badByte(rep, "representation of a resource (only i32 is possible)");
        }
        int flag = in.u8();
        return switch (flag) {
            case 0 -> new RawType.Resource(-1);
            case 1 -> new RawType.Resource(in.index());
            default -> throw in.badByte(flag, "resource destructor");
        };
    }

    private List<RawDecl> decls(boolean component, int depth, int offset) {
        if (depth > ReaderLimits.NESTING) {
            throw ByteReader.malformed("types nest deeper than " + ReaderLimits.NESTING, offset);
        }
        int n = in.count(ReaderLimits.PER_SCOPE, "declarations");
        List<RawDecl> decls = new ArrayList<>(Math.min(n, 1_000));
        for (int i = 0; i < n; i++) {
            decls.add(decl(component, depth));
        }
        return decls;
    }

    private RawDecl decl(boolean component, int depth) {
        int offset = in.offset();
        int code = in.u8();
        switch (code) {
            case 0 -> {
                return new RawDecl.CoreTypeDecl(core.coreType(), offset);
            }
            case 1 -> {
                return new RawDecl.TypeDecl(type(depth), offset);
            }
            case 2 -> {
                return new RawDecl.AliasDecl(new ItemReader(in).alias(), offset);
            }
            case 4 -> {
                ItemReader items = new ItemReader(in);
                String name = items.externName();
                return new RawDecl.ExportDecl(name, items.extern(), offset);
            }
            default -> {
                if (code == 3 && component) {
                    return new RawDecl.ImportDecl(new ItemReader(in).importItem());
                }
                throw in.badByte(code, "declaration");
            }
        }
    }
}
