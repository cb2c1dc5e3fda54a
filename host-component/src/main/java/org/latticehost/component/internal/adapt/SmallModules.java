package org.latticehost.component.internal.adapt;

import java.util.HexFormat;
import org.latticehost.component.internal.binary.CoreModuleReader;
import org.latticehost.component.spi.CoreModuleSource;

/** Modules that stand beside an adapted one. */
final class SmallModules {
    /** {@code (module (import "m" "s" (func)) (func (export "run") (result i32) call 0 i32.const 0))}. */
    static final CoreModuleSource COMMAND = module("0108026000006000017f" + "0207" + "01016d01730000" + "03020101"
            + "0707010372756e0001" + "0a08010600100041000b");

    /** {@code (module (import "m" "s" (func)) (start 0))}. */
    static final CoreModuleSource INITIALIZE = module("010401600000" + "0207" + "01016d01730000" + "080100");

    private SmallModules() {}

    private static CoreModuleSource module(String sections) {
        return CoreModuleReader.read(HexFormat.of().parseHex("0061736d01000000" + sections));
    }
}
