package org.latticehost.wasmtime.suite;

import java.util.Map;
import org.latticehost.component.suite.SuiteContract;

class WasmtimeSuiteTest extends SuiteContract {
    private static final String NO_TAGS = "Wasmtime 7 has no exception handling";
    private static final String ONE_MEMORY = "the binding cannot switch on several memories in a module";

    @Override
    protected String engine() {
        return "wasmtime";
    }

    @Override
    protected Map<String, String> known() {
        return Map.of(
                "linking-tags:7", NO_TAGS,
                "linking-tags:36", NO_TAGS,
                "linking-tags:64", NO_TAGS,
                "linking-tags:93", NO_TAGS,
                "linking-unit:261", ONE_MEMORY,
                "linking-unit:308", ONE_MEMORY,
                "linking-unit:355", ONE_MEMORY,
                "validation-instantiation:342", ONE_MEMORY);
    }
}
