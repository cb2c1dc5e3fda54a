package org.latticehost.wasmtime;

import java.util.List;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreValueType;

/**
 * Generates the small modules between Java and guests.
 *
 * <p>A call through the binding costs microseconds and several JNI references for each argument, and every function made
 * by it is compiled anew. So arguments and results travel in a memory of the store that both sides see, the mailbox, and
 * nothing crosses the binding but calls without arguments: one function into Java for all host functions of a store, and
 * one function into each guest function that Java calls. Each side takes out of the mailbox what it needs before anything
 * else runs, so nested calls do not disturb each other.
 */
final class Shims {
    static final String HOST = "host";
    static final String MAILBOX = "mailbox";
    static final String DISPATCH = "dispatch";
    /** The mailbox holds the number of the called host function, then one slot for each argument or result. */
    static final int FIRST_SLOT = 8;

    static final int SLOT = 8;

    static final int CALL = 0x10;
    static final int END = 0x0b;
    static final int LOCAL_SET = 0x21;
    private static final int LOCAL_GET = 0x20;
    private static final int I32_STORE = 0x36;
    static final CoreFuncType PLAIN = new CoreFuncType(List.of(), List.of());

    private Shims() {}

    /** A name in the linker. */
    record Name(String module, String item) {}

    /** A function of the host that gets code in a stub module. */
    record Stub(int id, CoreFuncType type) {}

    static boolean onlyNumbers(CoreFuncType type) {
        return type.params().stream().allMatch(ModuleRewriter::isNumber)
                && type.results().stream().allMatch(ModuleRewriter::isNumber);
    }

    static void importMailbox(Bytes imports) {
        imports.name(HOST).name(MAILBOX).u8(Bytes.MEMORY, 0).u32(1);
    }

    /** One exported function for each stub, named by position, that puts its arguments into the mailbox and calls Java. */
    static byte[] stubs(List<Stub> stubs) {
        Bytes types = new Bytes().type(PLAIN);
        Bytes imports = new Bytes();
        importMailbox(imports);
        imports.name(HOST).name(DISPATCH).u8(Bytes.FUNC).u32(0);
        Bytes functions = new Bytes();
        Bytes exports = new Bytes();
        Bytes code = new Bytes();
        for (int i = 0; i < stubs.size(); i++) {
            Stub stub = stubs.get(i);
            types.type(stub.type());
            functions.u32(i + 1L);
            exports.export(Integer.toString(i), Bytes.FUNC, i + 1);
            Bytes body = new Bytes().u32(0);
            List<CoreValueType> params = stub.type().params();
            for (int p = 0; p < params.size(); p++) {
                store(body, params.get(p), p, p);
            }
            body.constant(0).constant(stub.id()).u8(I32_STORE, 0, 0).u8(CALL, 0);
            loadAll(body, stub.type().results());
            code.sized(body.u8(END));
        }
        return new Bytes()
                .u8(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, stubs.size() + 1, types)
                .section(2, 2, imports)
                .section(3, stubs.size(), functions)
                .section(7, stubs.size(), exports)
                .section(10, stubs.size(), code)
                .toByteArray();
    }

    static void loadAll(Bytes body, List<CoreValueType> types) {
        for (int i = 0; i < types.size(); i++) {
            int opcode = switch (types.get(i)) {
                case I32 -> 0x28;
                case I64 -> 0x29;
                case F32 -> 0x2a;
                default -> 0x2b;
            };
            body.constant(FIRST_SLOT + SLOT * i).u8(opcode, 0, 0);
        }
    }

    /** Stores a local into a slot; narrow values with a zero upper half. */
    static void store(Bytes body, CoreValueType type, int local, int slot) {
        body.constant(FIRST_SLOT + SLOT * slot).u8(LOCAL_GET).u32(local);
        switch (type) {
            case I32 -> body.u8(0xad, 0x37, 0, 0);
            case I64 -> body.u8(0x37, 0, 0);
            case F32 -> body.u8(0xbc, 0xad, 0x37, 0, 0);
            default -> body.u8(0x39, 0, 0);
        }
    }
}
