package org.latticehost.wasmtime;

/**
 * Walks over instructions to find those that matter before Wasmtime sees them: of features it lacks, which it would refuse
 * without a name, and of those that change what Java cannot see. Says nothing about validity.
 */
final class CodeScan {
    private static final int BLOCK = 0x02;
    private static final int CONST_V128 = 12;

    private final WasmReader in;
    private final ModuleLayout layout;

    private CodeScan(WasmReader in, ModuleLayout layout) {
        this.in = in;
        this.layout = layout;
    }

    /** Reads the content of a code section. */
    static void run(WasmReader in, ModuleLayout layout) {
        CodeScan scan = new CodeScan(in, layout);
        int count = in.count("function bodies");
        for (int i = 0; i < count; i++) {
            int outer = in.enter(in.u31());
            int groups = in.count("groups of locals");
            for (int g = 0; g < groups; g++) {
                in.u32();
                scan.valueType();
            }
            while (in.hasMore()) {
                scan.instruction(in.u8());
            }
            in.leave(outer);
        }
    }

    private void valueType() {
        int code = in.u8();
        if (code == 0x63 || code == 0x64) {
            throw WasmReader.unsupported("typed function references");
        }
    }

    private void instruction(int opcode) {
        if (opcode >= 0x45 && opcode <= 0xc4) {
            return;
        }
        if (opcode >= 0x28 && opcode <= 0x3e) {
            memoryArgument();
            return;
        }
        switch (opcode) {
            case 0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1 -> {}
            case BLOCK, 0x03, 0x04, 0x41, 0x42, 0xd0 -> in.skipSigned();
            case 0x0c, 0x0d, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x3f, 0x40, 0xd2 -> in.u32();
            case 0x26 -> {
                in.u32();
                layout.writesTables = true;
            }
            case 0x0e -> numbers(in.count("labels") + 1);
            case 0x11 -> numbers(2);
            case 0x1c -> {
                for (int i = in.count("types"); i > 0; i--) {
                    valueType();
                }
            }
            case 0x43 -> in.skip(4);
            case 0x44 -> in.skip(8);
            case 0xfc -> bulk(in.u31());
            case 0xfd -> vector(in.u31());
            case 0x12, 0x13 -> throw WasmReader.unsupported("tail calls");
            case 0x14, 0x15, 0xd4, 0xd5, 0xd6 -> throw WasmReader.unsupported("typed function references");
            case 0x06, 0x07, 0x08, 0x09, 0x0a, 0x18, 0x19, 0x1f -> throw WasmReader.unsupported("exception handling");
            case 0xfb -> throw WasmReader.unsupported("garbage-collected types");
            case 0xfe -> throw WasmReader.unsupported("threads");
            default -> throw in.malformed("illegal opcode 0x" + Integer.toHexString(opcode));
        }
    }

    private void numbers(int count) {
        for (int i = 0; i < count; i++) {
            in.u32();
        }
    }

    private void memoryArgument() {
        if ((in.u32() & 0x40) != 0) {
            throw WasmReader.unsupported("more than one memory in a module");
        }
        in.u32();
    }

    private void bulk(int opcode) {
        switch (opcode) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> {}
            case 8, 10 -> numbers(2);
            case 9, 13 -> {
                in.u32();
                layout.dropsSegments = true;
            }
            case 11, 16 -> in.u32();
            case 12, 14 -> {
                numbers(2);
                layout.writesTables = true;
            }
            case 15, 17 -> {
                in.u32();
                layout.writesTables = true;
            }
            default -> throw in.malformed("illegal opcode 0xfc " + opcode);
        }
    }

    private void vector(int opcode) {
        if (opcode >= 0x100) {
            throw WasmReader.unsupported("relaxed SIMD");
        }
        if (opcode < CONST_V128 || opcode == 92 || opcode == 93) {
            memoryArgument();
        } else if (opcode <= 13) {
            in.skip(16);
        } else if (opcode >= 21 && opcode <= 34) {
            in.skip(1);
        } else if (opcode >= 84 && opcode <= 91) {
            memoryArgument();
            in.skip(1);
        }
    }
}
