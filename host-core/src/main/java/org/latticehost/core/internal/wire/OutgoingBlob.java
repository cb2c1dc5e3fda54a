package org.latticehost.core.internal.wire;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.wire.BlobCalls.Transfer;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.PipeRelay;
import org.latticehost.host.wit.WitResult;

/**
 * An {@code outgoing-value}: what the guest writes into the pipe goes to the object that {@code write-data} named. Confined
 * to the thread of its instance.
 */
final class OutgoingBlob {
    /** What a guest may write before it says where to. */
    private static final int BUFFER = 8 << 20;

    private final BytePipe pipe = new BytePipe(BUFFER);
    private boolean streamTaken;
    private @Nullable CompletionStage<WitResult> verdict;

    /** The pipe that the guest writes into; null after the first time. */
    @Nullable BytePipe body() {
        if (streamTaken) {
            return null;
        }
        streamTaken = true;
        return pipe;
    }

    /**
     * What the pipe gets goes there from now on.
     *
     * @param write begins to write: gives a {@code Transfer<BytePipe>}
     */
    WitResult writeTo(Callable<WitResult> write) throws Exception {
        if (verdict != null) {
            return WitResult.err("the value is being written already");
        }
        WitResult begun = write.call();
        if (!(begun.payload() instanceof Transfer<?> transfer)) {
            return begun;
        }
        verdict = transfer.verdict();
        BytePipe to = (BytePipe) transfer.stream();
        new PipeRelay(pipe, to, cause -> {
                    if (cause == null) {
                        to.end();
                    } else {
                        to.fail(cause);
                    }
                })
                .run();
        return WitResult.ok();
    }

    /** All is written: waits until the store has it. */
    WitResult finish() throws InterruptedException {
        pipe.end();
        CompletionStage<WitResult> stored = verdict;
        return stored == null ? WitResult.ok() : BlobCalls.await(stored);
    }

    /** Dropped: what was not finished is not kept. */
    void drop() {
        pipe.fail(new CancellationException("a guest dropped a value before it was finished"));
    }
}
