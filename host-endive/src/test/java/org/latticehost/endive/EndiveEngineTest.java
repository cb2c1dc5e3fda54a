package org.latticehost.endive;

import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.contract.CoreEngineContract;

class EndiveEngineTest extends CoreEngineContract {
    @Override
    protected CoreEngine open(CoreEngineOptions options) {
        return new EndiveEngineFactory().create(options);
    }
}
