package org.latticehost.wasmtime.suite;

import org.latticehost.component.suite.ComponentContract;

class WasmtimeComponentTest extends ComponentContract {
    @Override
    protected String engine() {
        return "wasmtime";
    }
}
