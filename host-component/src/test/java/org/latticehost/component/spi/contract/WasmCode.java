package org.latticehost.component.spi.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Instructions of a function or a constant expression, without the closing {@code end}. */
public final class WasmCode {
    public static final int UNREACHABLE = 0x00;
    public static final int BLOCK = 0x02;
    public static final int LOOP = 0x03;
    public static final int IF = 0x04;
    public static final int ELSE = 0x05;
    public static final int END = 0x0b;
    public static final int DROP = 0x1a;
    public static final int I32_EQZ = 0x45;
    public static final int I32_LT_U = 0x49;
    public static final int I32_ADD = 0x6a;
    public static final int I32_SUB = 0x6b;
    public static final int I32_MUL = 0x6c;
    public static final int I32_DIV_S = 0x6d;
    public static final int I64_ADD = 0x7c;
    public static final int F32_ADD = 0x92;
    public static final int F64_ADD = 0xa0;
    public static final int I32_TRUNC_F64_S = 0xaa;
    private static final int EMPTY_BLOCK = 0x40;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static WasmCode code() {
        return new WasmCode();
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    public WasmCode op(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    public WasmCode u32(long value) {
        leb(out, value);
        return this;
    }

    private WasmCode s64(long value) {
        long rest = value;
        while (true) {
            int b = (int) (rest & 0x7f);
            rest >>= 7;
            if ((rest == 0 && (b & 0x40) == 0) || (rest == -1 && (b & 0x40) != 0)) {
                out.write(b);
                return this;
            }
            out.write(b | 0x80);
        }
    }

    public WasmCode i32(int value) {
        return op(0x41).s64(value);
    }

    public WasmCode i64(long value) {
        return op(0x42).s64(value);
    }

    public WasmCode get(int local) {
        return op(0x20).u32(local);
    }

    public WasmCode set(int local) {
        return op(0x21).u32(local);
    }

    public WasmCode globalGet(int global) {
        return op(0x23).u32(global);
    }

    public WasmCode globalSet(int global) {
        return op(0x24).u32(global);
    }

    public WasmCode call(int function) {
        return op(0x10).u32(function);
    }

    public WasmCode callIndirect(int type, int table) {
        return op(0x11).u32(type).u32(table);
    }

    public WasmCode br(int depth) {
        return op(0x0c).u32(depth);
    }

    public WasmCode brIf(int depth) {
        return op(0x0d).u32(depth);
    }

    public WasmCode loop() {
        return op(LOOP, EMPTY_BLOCK);
    }

    public WasmCode block() {
        return op(BLOCK, EMPTY_BLOCK);
    }

    /** {@code if} without a result. */
    public WasmCode when() {
        return op(IF, EMPTY_BLOCK);
    }

    public WasmCode end() {
        return op(END);
    }

    public WasmCode i32Load(int offset) {
        return op(0x28, 0).u32(offset);
    }

    public WasmCode i64Load(int offset) {
        return op(0x29, 0).u32(offset);
    }

    public WasmCode i32Load8u(int offset) {
        return op(0x2d, 0).u32(offset);
    }

    public WasmCode i32Store(int offset) {
        return op(0x36, 0).u32(offset);
    }

    public WasmCode i64Store(int offset) {
        return op(0x37, 0).u32(offset);
    }

    public WasmCode i32Store8(int offset) {
        return op(0x3a, 0).u32(offset);
    }

    public WasmCode memorySize() {
        return op(0x3f, 0);
    }

    public WasmCode memoryGrow() {
        return op(0x40, 0);
    }

    public WasmCode memoryInit(int segment) {
        return op(0xfc, 8).u32(segment).op(0);
    }

    public WasmCode dataDrop(int segment) {
        return op(0xfc, 9).u32(segment);
    }

    public WasmCode memoryFill() {
        return op(0xfc, 11, 0);
    }

    public WasmCode memoryCopy() {
        return op(0xfc, 10, 0, 0);
    }

    public WasmCode tableInit(int segment, int table) {
        return op(0xfc, 12).u32(segment).u32(table);
    }

    public WasmCode elemDrop(int segment) {
        return op(0xfc, 13).u32(segment);
    }

    public WasmCode tableCopy(int target, int source) {
        return op(0xfc, 14).u32(target).u32(source);
    }

    public WasmCode tableGrow(int table) {
        return op(0xfc, 15).u32(table);
    }

    public WasmCode tableGet(int table) {
        return op(0x25).u32(table);
    }

    public WasmCode tableSet(int table) {
        return op(0x26).u32(table);
    }

    public WasmCode refNullFunc() {
        return op(0xd0, 0x70);
    }

    public WasmCode refFunc(int function) {
        return op(0xd2).u32(function);
    }

    public static void leb(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    public static void name(ByteArrayOutputStream out, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        leb(out, utf8.length);
        out.writeBytes(utf8);
    }
}
