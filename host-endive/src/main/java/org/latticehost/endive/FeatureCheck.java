package org.latticehost.endive;

import org.jspecify.annotations.Nullable;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.AnnotatedInstruction;
import run.endive.wasm.types.FunctionBody;

/** Finds instructions that this engine does not run, so that the refusal can name the feature. */
final class FeatureCheck {
    private FeatureCheck() {}

    static void check(WasmModule module) {
        for (FunctionBody body : module.codeSection().functionBodies()) {
            for (AnnotatedInstruction instruction : body.instructions()) {
                String feature = feature(instruction.opcode().opcode());
                if (feature != null) {
                    throw WasmReader.unsupported(feature + " (" + instruction.opcode() + ")");
                }
            }
        }
    }

    private static @Nullable String feature(int opcode) {
        return switch (opcode >>> 8) {
            case 0xfb -> "garbage-collected types";
            case 0xfd -> "SIMD";
            case 0xfe -> "threads";
            case 0 -> single(opcode);
            default -> null;
        };
    }

    private static @Nullable String single(int opcode) {
        return switch (opcode) {
            case 0x14, 0x15, 0xd4, 0xd5, 0xd6 -> "typed function references";
            // Endive has them within one instance only, and a half is worse than none.
            case 0x12, 0x13 -> "tail calls";
            default -> null;
        };
    }
}
