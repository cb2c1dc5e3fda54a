package org.latticehost.wasi.internal.store;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Something that becomes ready once and stays so. The one waiter is the guest's thread. Thread-safe. */
public final class Signal implements Waitable {
    private static final Runnable FIRED = () -> {};

    private final AtomicReference<@Nullable Runnable> state = new AtomicReference<>();

    /** Makes it ready. */
    public void fire() {
        Runnable waiting = state.getAndSet(FIRED);
        if (waiting != null) {
            waiting.run();
        }
    }

    @Override
    public boolean ready() {
        return state.get() == FIRED;
    }

    @Override
    public void whenReady(Runnable wake) {
        Runnable before = state.getAndUpdate(old -> old == FIRED ? FIRED : wake);
        if (before == FIRED) {
            wake.run();
        }
    }
}
