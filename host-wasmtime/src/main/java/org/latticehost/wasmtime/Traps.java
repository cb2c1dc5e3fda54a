package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Trap;
import io.github.kawamuray.wasmtime.WasmFunctionError;
import java.util.List;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;

/** Turns what the binding throws into traps. It has the kind of a trap only in calls, and never a backtrace. */
final class Traps {
    private Traps() {}

    /** Loads what a trap near the end of memory or stack should not have to load. */
    static void preload() {
        of(new WasmFunctionError("")).backtrace();
    }

    static CoreTrapException of(Throwable thrown) {
        if (thrown instanceof CoreTrapException trap) {
            return trap;
        }
        String message = String.valueOf(thrown.getMessage());
        TrapKind kind = thrown instanceof WasmFunctionError.TrapError error ? kind(error.trap()) : kind(message);
        return new CoreTrapException(
                kind,
                thrown instanceof WasmFunctionError.TrapError error ? text(error.trap()) : message,
                List.of(),
                thrown);
    }

    private static String text(Trap trap) {
        return switch (trap) {
            case STACK_OVERFLOW -> "call stack exhausted";
            case MEMORY_OUT_OF_BOUNDS -> "out of bounds memory access";
            case TABLE_OUT_OF_BOUNDS -> "undefined element: out of bounds table access";
            case INDIRECT_CALL_TO_NULL -> "uninitialized element";
            case BAD_SIGNATURE -> "indirect call type mismatch";
            case INTEGER_OVERFLOW -> "integer overflow";
            case INTEGER_DIVISION_BY_ZERO -> "integer divide by zero";
            case BAD_CONVERSION_TO_INTEGER -> "invalid conversion to integer";
            case UNREACHABLE_CODE_REACHED -> "unreachable";
            case INTERRUPT -> "interrupted";
            default -> "wasm trap " + trap;
        };
    }

    private static TrapKind kind(Trap trap) {
        return switch (trap) {
            case STACK_OVERFLOW -> TrapKind.STACK_OVERFLOW;
            case MEMORY_OUT_OF_BOUNDS -> TrapKind.MEMORY_OUT_OF_BOUNDS;
            case TABLE_OUT_OF_BOUNDS -> TrapKind.TABLE_OUT_OF_BOUNDS;
            case INDIRECT_CALL_TO_NULL -> TrapKind.UNINITIALIZED_ELEMENT;
            case BAD_SIGNATURE -> TrapKind.INDIRECT_CALL_TYPE;
            case INTEGER_OVERFLOW -> TrapKind.INTEGER_OVERFLOW;
            case INTEGER_DIVISION_BY_ZERO -> TrapKind.INTEGER_DIVIDE_BY_ZERO;
            case BAD_CONVERSION_TO_INTEGER -> TrapKind.BAD_CONVERSION;
            case UNREACHABLE_CODE_REACHED -> TrapKind.UNREACHABLE;
            case INTERRUPT -> TrapKind.INTERRUPTED;
            default -> TrapKind.OTHER;
        };
    }

    /** Of an instantiation that failed: segments are all that runs there, and memory all that may be lacking. */
    private static TrapKind kind(String message) {
        if (message.contains("out of bounds memory access")) {
            return TrapKind.MEMORY_OUT_OF_BOUNDS;
        }
        if (message.contains("out of bounds table access")) {
            return TrapKind.TABLE_OUT_OF_BOUNDS;
        }
        return message.contains("mmap") || message.contains("memory") ? TrapKind.LIMIT : TrapKind.OTHER;
    }
}
