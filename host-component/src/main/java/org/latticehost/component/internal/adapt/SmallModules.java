package org.latticehost.component.internal.adapt;

import java.util.HexFormat;
import org.latticehost.component.internal.binary.CoreModuleReader;

/** Modules that stand beside an adapted one. */
final class SmallModules {
    /** {@code (module (import "m" "s" (func)) (func (export "run") (result i32) call 0 i32.const 0))}. */
    static final ModuleExports COMMAND = module("0108026000006000017f" + "0207" + "01016d01730000" + "03020101"
            + "0707010372756e0001" + "0a08010600100041000b");

    /** {@code (module (import "m" "s" (func)) (start 0))}. */
    static final ModuleExports INITIALIZE = module("010401600000" + "0207" + "01016d01730000" + "080100");

    private SmallModules() {}

    private static ModuleExports module(String sections) {
        return new ModuleExports(CoreModuleReader.read(HexFormat.of().parseHex("0061736d01000000" + sections)));
    }
}
