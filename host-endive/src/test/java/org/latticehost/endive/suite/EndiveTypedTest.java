package org.latticehost.endive.suite;

import org.latticehost.component.suite.TypedContract;

class EndiveTypedTest extends TypedContract {
    @Override
    protected String engine() {
        return "endive";
    }
}
