package org.latticehost.wasmtime;

import org.latticehost.component.spi.CoreExtern;

/** Something of a store that modules can import. */
interface WasmtimeExtern extends CoreExtern {

    /** The store it belongs to. */
    WasmtimeStore store();

    /** Where the linker has it. A function of the host gets there when it is first imported. */
    Shims.Name linkName();
}
