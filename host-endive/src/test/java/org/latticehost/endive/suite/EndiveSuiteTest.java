package org.latticehost.endive.suite;

import java.util.Map;
import org.latticehost.component.suite.SuiteContract;

class EndiveSuiteTest extends SuiteContract {
    @Override
    protected String engine() {
        return "endive";
    }

    @Override
    protected Map<String, String> known() {
        return Map.of("linking-tags:134", "Endive tells exception tags apart by type only, not by instance");
    }
}
