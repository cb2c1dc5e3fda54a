package org.latticehost.component.spi.contract;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;

/**
 * Everything an engine has to do, in one class to extend. The tests are in the interfaces; each gets an engine without a
 * cache and a store of default limits.
 */
public abstract class CoreEngineContract
        implements CallContract,
                LinkContract,
                TableContract,
                MemoryContract,
                TrapContract,
                LimitContract,
                InterruptContract,
                SnapshotContract,
                LoadContract {
    private static final long MAX_MEMORY = 512L << 20;

    private CoreEngine engine;
    private CoreStore store;

    /** Opens the engine under test. */
    protected abstract CoreEngine open(CoreEngineOptions options);

    @BeforeEach
    void openEngine() {
        engine = open(new CoreEngineOptions(Optional.empty(), MAX_MEMORY));
        store = engine.newStore(CoreStoreLimits.defaults());
    }

    @AfterEach
    void closeEngine() {
        store.close();
        engine.close();
    }

    @Override
    public final CoreEngine engine() {
        return engine;
    }

    @Override
    public final CoreStore store() {
        return store;
    }
}
