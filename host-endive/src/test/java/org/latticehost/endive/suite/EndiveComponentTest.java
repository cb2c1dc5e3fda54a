package org.latticehost.endive.suite;

import org.latticehost.component.suite.ComponentContract;

class EndiveComponentTest extends ComponentContract {
    @Override
    protected String engine() {
        return "endive";
    }
}
