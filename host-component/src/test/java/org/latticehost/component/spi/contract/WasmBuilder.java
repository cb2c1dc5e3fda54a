package org.latticehost.component.spi.contract;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.component.spi.CoreValueType;

/** Builds core modules for tests. Imports come first in every index space, as in the format itself. */
public final class WasmBuilder {
    /** Shorthand of a function type: {@code "ii:I"} takes two i32 and returns an i64; f and F are floats. */
    public static CoreFuncType sig(String letters) {
        int colon = letters.indexOf(':');
        return new CoreFuncType(values(letters.substring(0, colon)), values(letters.substring(colon + 1)));
    }

    private static List<CoreValueType> values(String letters) {
        return letters.chars().mapToObj(WasmBuilder::value).toList();
    }

    private static CoreValueType value(int letter) {
        return switch (letter) {
            case 'i' -> CoreValueType.I32;
            case 'I' -> CoreValueType.I64;
            case 'f' -> CoreValueType.F32;
            case 'F' -> CoreValueType.F64;
            default -> throw new IllegalArgumentException("no value type: " + (char) letter);
        };
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Function(int type, String locals, byte[] code) {}

    private final List<CoreFuncType> types = new ArrayList<>();
    private final List<CoreModuleType.Import> imports = new ArrayList<>();
    private final List<CoreFuncType> functionTypes = new ArrayList<>();
    private final List<CoreExternType> tables = new ArrayList<>();
    private final List<CoreExternType> memories = new ArrayList<>();
    private final List<CoreExternType> globals = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();
    private final List<byte[]> globalValues = new ArrayList<>();
    private final List<CoreModuleType.Export> exports = new ArrayList<>();
    private final List<Integer> exportIndexes = new ArrayList<>();
    private final List<byte[]> elements = new ArrayList<>();
    private final List<byte[]> data = new ArrayList<>();
    private final List<byte[]> customs = new ArrayList<>();
    private int definedTables;
    private int definedMemories;
    private int start = -1;
    private boolean dataCount;

    public static WasmBuilder module() {
        return new WasmBuilder();
    }

    /** The index of a type, added if there is none yet. */
    public int type(String letters) {
        CoreFuncType type = sig(letters);
        if (!types.contains(type)) {
            types.add(type);
        }
        return types.indexOf(type);
    }

    public int importFunction(String module, String name, String letters) {
        type(letters);
        imports.add(new CoreModuleType.Import(module, name, new CoreExternType.Func(sig(letters))));
        functionTypes.add(sig(letters));
        return functionTypes.size() - 1;
    }

    public int importTable(String module, String name, long min, OptionalLong max) {
        CoreExternType type = new CoreExternType.Table(CoreValueType.FUNCREF, new CoreLimits(min, max));
        imports.add(new CoreModuleType.Import(module, name, type));
        tables.add(type);
        return tables.size() - 1;
    }

    public int importMemory(String module, String name, long min, OptionalLong max) {
        CoreExternType type = new CoreExternType.Memory(new CoreLimits(min, max), false, false);
        imports.add(new CoreModuleType.Import(module, name, type));
        memories.add(type);
        return memories.size() - 1;
    }

    public int importGlobal(String module, String name, char letter, boolean mutable) {
        CoreExternType type = new CoreExternType.Global(value(letter), mutable);
        imports.add(new CoreModuleType.Import(module, name, type));
        globals.add(type);
        return globals.size() - 1;
    }

    /** Adds a function; {@code locals} are letters as in a type. */
    public int function(String letters, String locals, WasmCode code) {
        functions.add(new Function(type(letters), locals, code.bytes()));
        functionTypes.add(sig(letters));
        return functionTypes.size() - 1;
    }

    public int function(String letters, WasmCode code) {
        return function(letters, "", code);
    }

    public int table(long min, OptionalLong max) {
        tables.add(new CoreExternType.Table(CoreValueType.FUNCREF, new CoreLimits(min, max)));
        definedTables++;
        return tables.size() - 1;
    }

    public int memory(long min, OptionalLong max) {
        memories.add(new CoreExternType.Memory(new CoreLimits(min, max), false, false));
        definedMemories++;
        return memories.size() - 1;
    }

    public int global(char letter, boolean mutable, WasmCode value) {
        globals.add(new CoreExternType.Global(value(letter), mutable));
        globalValues.add(value.bytes());
        return globals.size() - 1;
    }

    public WasmBuilder export(String name, CoreExternKind kind, int index) {
        CoreExternType type = switch (kind) {
            case FUNC -> new CoreExternType.Func(functionTypes.get(index));
            case TABLE -> tables.get(index);
            case MEMORY -> memories.get(index);
            case GLOBAL -> globals.get(index);
            case TAG -> throw new IllegalArgumentException("no tags here");
        };
        exports.add(new CoreModuleType.Export(name, type));
        exportIndexes.add(index);
        return this;
    }

    /** Adds and exports a function. */
    public int exported(String name, String letters, WasmCode code) {
        int index = function(letters, code);
        export(name, CoreExternKind.FUNC, index);
        return index;
    }

    public WasmBuilder start(int function) {
        start = function;
        return this;
    }

    public WasmBuilder elements(int table, WasmCode offset, int... functionIndexes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasmCode.leb(out, 2);
        WasmCode.leb(out, table);
        out.writeBytes(offset.bytes());
        out.write(WasmCode.END);
        out.write(0);
        indexes(out, functionIndexes);
        elements.add(out.toByteArray());
        return this;
    }

    public WasmBuilder passiveElements(int... functionIndexes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasmCode.leb(out, 1);
        out.write(0);
        indexes(out, functionIndexes);
        elements.add(out.toByteArray());
        return this;
    }

    private static void indexes(ByteArrayOutputStream out, int... values) {
        WasmCode.leb(out, values.length);
        for (int value : values) {
            WasmCode.leb(out, value);
        }
    }

    public WasmBuilder data(int memory, WasmCode offset, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasmCode.leb(out, 2);
        WasmCode.leb(out, memory);
        out.writeBytes(offset.bytes());
        out.write(WasmCode.END);
        WasmCode.leb(out, bytes.length);
        out.writeBytes(bytes);
        data.add(out.toByteArray());
        return this;
    }

    public WasmBuilder passiveData(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasmCode.leb(out, 1);
        WasmCode.leb(out, bytes.length);
        out.writeBytes(bytes);
        data.add(out.toByteArray());
        dataCount = true;
        return this;
    }

    /** Gives a function a name for backtraces. */
    public WasmBuilder functionName(int function, String name) {
        ByteArrayOutputStream map = new ByteArrayOutputStream();
        WasmCode.leb(map, 1);
        WasmCode.leb(map, function);
        WasmCode.name(map, name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasmCode.name(out, "name");
        out.write(1);
        WasmCode.leb(out, map.size());
        out.writeBytes(map.toByteArray());
        customs.add(out.toByteArray());
        return this;
    }

    public CoreModuleSource source() {
        byte[] bytes = bytes();
        return new CoreModuleSource(bytes, new CoreModuleType(imports, exports), sha256(bytes));
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(out, 1, types.stream().map(WasmBuilder::encode).toList());
        section(out, 2, imports.stream().map(this::encode).toList());
        section(out, 3, functions.stream().map(f -> bytes(f.type())).toList());
        section(out, 4, last(tables, definedTables));
        section(out, 5, last(memories, definedMemories));
        section(out, 6, globalSection());
        section(out, 7, exportSection());
        if (start >= 0) {
            raw(out, 8, bytes(start));
        }
        section(out, 9, elements);
        if (dataCount) {
            raw(out, 12, bytes(data.size()));
        }
        section(out, 10, functions.stream().map(WasmBuilder::encode).toList());
        section(out, 11, data);
        customs.forEach(c -> raw(out, 0, c));
        return out.toByteArray();
    }

    private static List<byte[]> last(List<CoreExternType> all, int count) {
        return all.subList(all.size() - count, all.size()).stream()
                .map(WasmBuilder::encodeExtern)
                .toList();
    }

    private List<byte[]> globalSection() {
        List<byte[]> result = new ArrayList<>();
        int first = globals.size() - globalValues.size();
        for (int i = 0; i < globalValues.size(); i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(encodeExtern(globals.get(first + i)));
            out.writeBytes(globalValues.get(i));
            out.write(WasmCode.END);
            result.add(out.toByteArray());
        }
        return result;
    }

    private List<byte[]> exportSection() {
        List<byte[]> result = new ArrayList<>();
        for (int i = 0; i < exports.size(); i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            WasmCode.name(out, exports.get(i).name());
            out.write(code(exports.get(i).type().kind()));
            WasmCode.leb(out, exportIndexes.get(i));
            result.add(out.toByteArray());
        }
        return result;
    }

    private static void section(ByteArrayOutputStream out, int id, List<byte[]> items) {
        if (items.isEmpty()) {
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        WasmCode.leb(body, items.size());
        items.forEach(body::writeBytes);
        raw(out, id, body.toByteArray());
    }

    private static void raw(ByteArrayOutputStream out, int id, byte[] body) {
        out.write(id);
        WasmCode.leb(out, body.length);
        out.writeBytes(body);
    }

    private static byte[] bytes(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasmCode.leb(out, value);
        return out.toByteArray();
    }

    private static byte[] encode(CoreFuncType type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x60);
        for (List<CoreValueType> list : List.of(type.params(), type.results())) {
            WasmCode.leb(out, list.size());
            list.forEach(t -> out.write(code(t)));
        }
        return out.toByteArray();
    }

    private byte[] encode(CoreModuleType.Import item) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasmCode.name(out, item.module());
        WasmCode.name(out, item.name());
        out.write(code(item.type().kind()));
        if (item.type() instanceof CoreExternType.Func function) {
            WasmCode.leb(out, types.indexOf(function.type()));
        } else {
            out.writeBytes(encodeExtern(item.type()));
        }
        return out.toByteArray();
    }

    private static byte[] encodeExtern(CoreExternType type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (type instanceof CoreExternType.Table table) {
            out.write(code(table.element()));
            limits(out, table.limits());
        } else if (type instanceof CoreExternType.Memory memory) {
            limits(out, memory.limits());
        } else if (type instanceof CoreExternType.Global global) {
            out.write(code(global.type()));
            out.write(global.mutable() ? 1 : 0);
        }
        return out.toByteArray();
    }

    private static void limits(ByteArrayOutputStream out, CoreLimits limits) {
        out.write(limits.max().isPresent() ? 1 : 0);
        WasmCode.leb(out, limits.min());
        limits.max().ifPresent(max -> WasmCode.leb(out, max));
    }

    private static byte[] encode(Function function) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        WasmCode.leb(body, function.locals().length());
        function.locals().chars().forEach(letter -> {
            body.write(1);
            body.write(code(value(letter)));
        });
        body.writeBytes(function.code());
        body.write(WasmCode.END);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasmCode.leb(out, body.size());
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }

    private static int code(CoreExternKind kind) {
        return switch (kind) {
            case FUNC -> 0;
            case TABLE -> 1;
            case MEMORY -> 2;
            case GLOBAL -> 3;
            case TAG -> 4;
        };
    }

    private static int code(CoreValueType type) {
        return switch (type) {
            case I32 -> 0x7f;
            case I64 -> 0x7e;
            case F32 -> 0x7d;
            case F64 -> 0x7c;
            case V128 -> 0x7b;
            case FUNCREF -> 0x70;
            case EXTERNREF -> 0x6f;
        };
    }
}
