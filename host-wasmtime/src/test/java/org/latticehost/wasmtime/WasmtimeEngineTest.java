package org.latticehost.wasmtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.contract.CoreEngineContract;

class WasmtimeEngineTest extends CoreEngineContract {
    @Override
    protected CoreEngine open(CoreEngineOptions options) {
        return new WasmtimeEngineFactory().create(options);
    }

    /** Once code that writes tables may have run, there is no telling what is in them. */
    @Test
    @Override
    public void newMemoriesShowNothingOfClosedStores() {
        assertThatThrownBy(super::newMemoriesShowNothingOfClosedStores)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("tables");
    }
}
