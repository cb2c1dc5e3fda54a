package org.latticehost.wasmtime.suite;

import org.latticehost.component.suite.SuiteContract;

class WasmtimeSuiteTest extends SuiteContract {
    @Override
    protected String engine() {
        return "wasmtime";
    }
}
