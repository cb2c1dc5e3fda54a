package org.latticehost.endive;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;
import run.endive.runtime.TrapException;
import run.endive.runtime.WasmException;
import run.endive.runtime.WasmInterruptedException;

/** Turns what compiled code throws into traps. Endive tells most of them apart by their message only. */
final class Traps {
    private Traps() {}

    /** So that a stack overflow never has to load or initialise what it needs: that could break the classes for good. */
    static void preload() {
        of(new StackOverflowError(), List.of());
        of(new TrapException(""), List.of());
    }

    static CoreTrapException of(Throwable thrown, Iterable<FunctionNames> modules) {
        String message = thrown.getMessage();
        TrapKind kind = kind(thrown, message == null ? "" : message);
        return new CoreTrapException(
                kind,
                kind == TrapKind.STACK_OVERFLOW
                        ? "call stack exhausted"
                        : message == null ? thrown.toString() : message,
                backtrace(thrown, modules),
                thrown);
    }

    private static List<String> backtrace(Throwable thrown, Iterable<FunctionNames> modules) {
        @Nullable Throwable cause = thrown.getCause();
        Throwable origin = cause instanceof StackOverflowError ? cause : thrown;
        return FunctionNames.backtrace(origin.getStackTrace(), modules);
    }

    private static TrapKind kind(Throwable thrown, String message) {
        if (thrown instanceof StackOverflowError || message.startsWith("call stack exhausted")) {
            return TrapKind.STACK_OVERFLOW;
        }
        if (thrown instanceof WasmInterruptedException) {
            return TrapKind.INTERRUPTED;
        }
        if (thrown instanceof WasmException) {
            return TrapKind.UNCAUGHT_EXCEPTION;
        }
        if (thrown instanceof OutOfMemoryError) {
            return TrapKind.LIMIT;
        }
        if (message.startsWith("out of bounds memory")) {
            return TrapKind.MEMORY_OUT_OF_BOUNDS;
        }
        if (message.startsWith("out of bounds table") || message.startsWith("undefined element")) {
            return TrapKind.TABLE_OUT_OF_BOUNDS;
        }
        if (message.startsWith("uninitialized element")) {
            return TrapKind.UNINITIALIZED_ELEMENT;
        }
        if (message.startsWith("indirect call type mismatch")) {
            return TrapKind.INDIRECT_CALL_TYPE;
        }
        if (message.startsWith("integer divide by zero")) {
            return TrapKind.INTEGER_DIVIDE_BY_ZERO;
        }
        if (message.startsWith("integer overflow")) {
            return TrapKind.INTEGER_OVERFLOW;
        }
        if (message.startsWith("invalid conversion to integer")) {
            return TrapKind.BAD_CONVERSION;
        }
        if (thrown instanceof TrapException && message.contains("unreachable")) {
            return TrapKind.UNREACHABLE;
        }
        return TrapKind.OTHER;
    }
}
