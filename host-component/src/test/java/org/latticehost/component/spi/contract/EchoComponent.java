package org.latticehost.component.spi.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitType;

/**
 * A component that gives back what it gets, for any type: the type sits in a record of so many fields that it goes through
 * memory both ways, and then giving it back means giving back the pointer.
 */
public final class EchoComponent {
    private static final int PADDING = 16;
    private static final int PAGES = 200;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<WitType, Integer> indexes = new HashMap<>();
    private int types;

    private EchoComponent() {}

    /** What {@code echo} of the component for that type takes and gives. */
    public static WitType.RecordOf wrapped(WitType type) {
        List<WitType.Field> fields = new ArrayList<>(List.of(new WitType.Field("x", type)));
        for (int i = 0; i < PADDING; i++) {
            fields.add(new WitType.Field("p" + i, WitType.U32));
        }
        return new WitType.RecordOf(fields);
    }

    /** The component whose {@code echo} has the wrapped type. */
    public static byte[] bytes(WitType type) {
        return new EchoComponent().write(wrapped(type));
    }

    /** A component that is nothing but a core module. */
    public static byte[] holding(byte[] module) {
        EchoComponent component = new EchoComponent();
        component.out.writeBytes(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0});
        component.section(1, module);
        return component.out.toByteArray();
    }

    private byte[] write(WitType.RecordOf type) {
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0});
        section(1, core());
        section(2, vector(1, 0, 0, 0));
        section(
                6,
                new Item()
                        .u8(3)
                        .raw(alias(2, "m"))
                        .raw(alias(0, "realloc"))
                        .raw(alias(0, "echo"))
                        .bytes());
        byte[] value = reference(type);
        section(
                7,
                new Item().u8(1, 0x40, 1).name("x").raw(value).u8(0).raw(value).bytes());
        int function = types++;
        // lift core function 1 with utf8, memory 0 and realloc 0
        section(8, new Item().u8(1, 0, 0, 1, 3, 0, 3, 0, 4, 0).u32(function).bytes());
        section(11, new Item().u8(1, 0).name("echo").u8(1, 0, 0).bytes());
        return out.toByteArray();
    }

    private static byte[] alias(int coreSort, String name) {
        return new Item().u8(0, coreSort, 1, 0).name(name).bytes();
    }

    private static byte[] core() {
        WasmBuilder module = WasmBuilder.module();
        module.export("m", CoreExternKind.MEMORY, module.memory(PAGES, OptionalLong.of(PAGES)));
        int free = module.global('i', true, WasmCode.code().i32(64));
        // realloc(old, oldSize, align, size): the next free place; nothing is ever freed.
        module.exported(
                "realloc",
                "iiii:i",
                WasmCode.code()
                        .globalGet(free)
                        .i32(15)
                        .op(WasmCode.I32_ADD)
                        .i32(-16)
                        .op(0x71)
                        .op(0x22, 0)
                        .get(3)
                        .op(WasmCode.I32_ADD)
                        .globalSet(free)
                        .get(0));
        module.exported("echo", "i:i", WasmCode.code().get(0));
        return module.bytes();
    }

    private void section(int id, byte[] content) {
        out.write(id);
        out.writeBytes(new Item().u32(content.length).bytes());
        out.writeBytes(content);
    }

    private static byte[] vector(int... bytes) {
        return new Item().u8(bytes).bytes();
    }

    /** A value type where one is used: a primitive, or the index of a type that is defined before. */
    private byte[] reference(WitType type) {
        int primitive = primitive(type.kind());
        if (primitive != 0) {
            return vector(primitive);
        }
        Integer known = indexes.get(type);
        if (known == null) {
            byte[] definition = definition(type);
            section(7, new Item().u8(1).raw(definition).bytes());
            known = types++;
            switch (type.kind()) {
                case RECORD, VARIANT, ENUM, FLAGS -> {
                    // Only types with a name may be part of what is exported.
                    section(
                            11,
                            new Item()
                                    .u8(1, 0)
                                    .name("t" + known)
                                    .u8(3)
                                    .u32(known)
                                    .u8(0)
                                    .bytes());
                    known = types++;
                }
                default -> {}
            }
            indexes.put(type, known);
        }
        return new Item().s33(known).bytes();
    }

    private byte[] definition(WitType type) {
        return switch (type.kind()) {
            case RECORD -> {
                Item item = new Item();
                List<WitType.Field> fields = ((WitType.RecordOf) type).fields();
                List<byte[]> references =
                        fields.stream().map(f -> reference(f.type())).toList();
                item.u8(0x72).u32(fields.size());
                for (int i = 0; i < fields.size(); i++) {
                    item.name(fields.get(i).name()).raw(references.get(i));
                }
                yield item.bytes();
            }
            case VARIANT -> {
                List<WitType.Case> cases = ((WitType.VariantOf) type).cases();
                List<byte[]> payloads =
                        cases.stream().map(c -> optional(c.payload())).toList();
                Item item = new Item().u8(0x71).u32(cases.size());
                for (int i = 0; i < cases.size(); i++) {
                    item.name(cases.get(i).name()).raw(payloads.get(i)).u8(0);
                }
                yield item.bytes();
            }
            case LIST ->
                new Item()
                        .u8(0x70)
                        .raw(reference(((WitType.ListOf) type).element()))
                        .bytes();
            case TUPLE -> {
                List<WitType> items = ((WitType.TupleOf) type).items();
                Item item = new Item().u8(0x6f).u32(items.size());
                items.stream().map(this::reference).toList().forEach(item::raw);
                yield item.bytes();
            }
            case FLAGS -> labels(0x6e, ((WitType.FlagsOf) type).labels());
            case ENUM -> labels(0x6d, ((WitType.EnumOf) type).labels());
            case OPTION ->
                new Item()
                        .u8(0x6b)
                        .raw(reference(((WitType.OptionOf) type).some()))
                        .bytes();
            case RESULT -> {
                WitType.ResultOf result = (WitType.ResultOf) type;
                yield new Item()
                        .u8(0x6a)
                        .raw(optional(result.ok()))
                        .raw(optional(result.err()))
                        .bytes();
            }
            default -> throw new IllegalArgumentException("not made here: " + type);
        };
    }

    private byte[] optional(Optional<WitType> type) {
        return type.map(t -> new Item().u8(1).raw(reference(t)).bytes()).orElseGet(() -> vector(0));
    }

    private static byte[] labels(int code, List<String> labels) {
        Item item = new Item().u8(code).u32(labels.size());
        labels.forEach(item::name);
        return item.bytes();
    }

    private static int primitive(WitKind kind) {
        return switch (kind) {
            case BOOL -> 0x7f;
            case S8 -> 0x7e;
            case U8 -> 0x7d;
            case S16 -> 0x7c;
            case U16 -> 0x7b;
            case S32 -> 0x7a;
            case U32 -> 0x79;
            case S64 -> 0x78;
            case U64 -> 0x77;
            case F32 -> 0x76;
            case F64 -> 0x75;
            case CHAR -> 0x74;
            case STRING -> 0x73;
            default -> 0;
        };
    }

    /** Bytes being put together. */
    private static final class Item {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Item u8(int... values) {
            for (int value : values) {
                bytes.write(value);
            }
            return this;
        }

        Item raw(byte[] more) {
            bytes.writeBytes(more);
            return this;
        }

        Item u32(int value) {
            return number(value, 0x80);
        }

        /** A signed number that is not negative. */
        Item s33(int value) {
            return number(value, 0x40);
        }

        private Item number(int value, int first) {
            int rest = value;
            while (rest >= first) {
                bytes.write((rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            bytes.write(rest);
            return this;
        }

        Item name(String name) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            return u32(utf8.length).raw(utf8);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
