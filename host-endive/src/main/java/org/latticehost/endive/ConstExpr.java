package org.latticehost.endive;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreValueType;

/**
 * A constant expression, extended ones included. Offsets of segments are evaluated here and not by Endive, because
 * active segments are taken out of the modules it sees.
 *
 * @param opcodes what to do, in order, without the closing {@code end}
 * @param operands one per opcode
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ConstExpr(int[] opcodes, long[] operands) {
    private static final int GLOBAL_GET = 0x23;
    private static final int I32_CONST = 0x41;
    private static final int I64_CONST = 0x42;
    private static final int F32_CONST = 0x43;
    private static final int F64_CONST = 0x44;
    private static final int I32_ADD = 0x6a;
    private static final int I32_SUB = 0x6b;
    private static final int I32_MUL = 0x6c;
    private static final int I64_ADD = 0x7c;
    private static final int I64_SUB = 0x7d;
    private static final int I64_MUL = 0x7e;
    private static final int REF_NULL = 0xd0;
    private static final int REF_FUNC = 0xd2;
    private static final int END = 0x0b;
    private static final int MAX_LENGTH = 1000;

    static ConstExpr read(WasmReader in) {
        int[] opcodes = new int[4];
        long[] operands = new long[4];
        int size = 0;
        while (true) {
            int opcode = in.u8();
            if (opcode == END) {
                return new ConstExpr(Arrays.copyOf(opcodes, size), Arrays.copyOf(operands, size));
            }
            if (size == opcodes.length) {
                if (size >= MAX_LENGTH) {
                    throw in.malformed("constant expression too long");
                }
                opcodes = Arrays.copyOf(opcodes, size * 2);
                operands = Arrays.copyOf(operands, size * 2);
            }
            opcodes[size] = opcode;
            operands[size++] = operand(in, opcode);
        }
    }

    private static long operand(WasmReader in, int opcode) {
        return switch (opcode) {
            case I32_CONST -> in.s32();
            case I64_CONST -> in.s64();
            case F32_CONST -> {
                in.skip(4);
                yield 0;
            }
            case F64_CONST -> {
                in.skip(8);
                yield 0;
            }
            case GLOBAL_GET, REF_FUNC -> in.u31();
            case REF_NULL -> in.u8();
            case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> 0;
            case 0xfd -> throw WasmReader.unsupported("SIMD");
            case 0xfb -> throw WasmReader.unsupported("garbage-collected types");
            default ->
                throw in.malformed("constant expression required, found opcode 0x" + Integer.toHexString(opcode));
        };
    }

    /** Whether the value depends on nothing but the module. */
    boolean isConstant() {
        for (int opcode : opcodes) {
            if (opcode == GLOBAL_GET) {
                return false;
            }
        }
        return true;
    }

    /** The index of the function that a reference expression names, or -1 for null. */
    int function() {
        return opcodes[0] == REF_FUNC ? (int) operands[0] : -1;
    }

    /** The index of the global that a reference expression reads, or -1. */
    int global() {
        return opcodes[0] == GLOBAL_GET ? (int) operands[0] : -1;
    }

    /** Evaluates an expression of a checked {@code i32} type. */
    int evaluate(IntToLongFunction globals) {
        long[] stack = new long[opcodes.length];
        int top = 0;
        for (int i = 0; i < opcodes.length; i++) {
            switch (opcodes[i]) {
                case GLOBAL_GET -> stack[top++] = globals.applyAsLong((int) operands[i]);
                case I32_ADD, I64_ADD -> {
                    top--;
                    stack[top - 1] += stack[top];
                }
                case I32_SUB, I64_SUB -> {
                    top--;
                    stack[top - 1] -= stack[top];
                }
                case I32_MUL, I64_MUL -> {
                    top--;
                    stack[top - 1] *= stack[top];
                }
                default -> stack[top++] = operands[i];
            }
        }
        return (int) stack[0];
    }

    /** The type of the value, or null when the expression is ill-typed. */
    @Nullable CoreValueType typeCheck(List<CoreExternType.Global> globals, int functionCount) {
        CoreValueType[] stack = new CoreValueType[opcodes.length];
        int top = 0;
        for (int i = 0; i < opcodes.length; i++) {
            switch (opcodes[i]) {
                case I32_ADD, I32_SUB, I32_MUL -> {
                    if (top < 2 || stack[--top] != CoreValueType.I32 || stack[top - 1] != CoreValueType.I32) {
                        return null;
                    }
                }
                case I64_ADD, I64_SUB, I64_MUL -> {
                    if (top < 2 || stack[--top] != CoreValueType.I64 || stack[top - 1] != CoreValueType.I64) {
                        return null;
                    }
                }
                case GLOBAL_GET -> {
                    int global = (int) operands[i];
                    if (global >= globals.size() || globals.get(global).mutable()) {
                        return null;
                    }
                    stack[top++] = globals.get(global).type();
                }
                case I32_CONST -> stack[top++] = CoreValueType.I32;
                case I64_CONST -> stack[top++] = CoreValueType.I64;
                case F32_CONST -> stack[top++] = CoreValueType.F32;
                case F64_CONST -> stack[top++] = CoreValueType.F64;
                case REF_FUNC -> {
                    if (operands[i] >= functionCount) {
                        return null;
                    }
                    stack[top++] = CoreValueType.FUNCREF;
                }
                case REF_NULL -> stack[top++] = operands[i] == 0x6f ? CoreValueType.EXTERNREF : CoreValueType.FUNCREF;
                default -> {
                    return null;
                }
            }
        }
        return top == 1 ? stack[0] : null;
    }
}
