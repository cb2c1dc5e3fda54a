package org.latticehost.core.internal.ctl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request leads to: a reply, and work that begins only after the reply was sent.
 *
 * @param reply null for silence
 * @param work completes when it is over; its failure is nobody's reply any more
 */
record Answer(@Nullable Reply reply, Supplier<? extends CompletionStage<?>> work) {
    private static final Supplier<CompletionStage<?>> NOTHING = () -> CompletableFuture.completedFuture(null);

    static final Answer SILENCE = new Answer(null, NOTHING);

    static Answer of(Reply reply) {
        return new Answer(reply, NOTHING);
    }

    /** An answer that is known at once. */
    static CompletionStage<Answer> now(Reply reply) {
        return CompletableFuture.completedFuture(of(reply));
    }

    /** A reply first, then the work. */
    static CompletionStage<Answer> then(Reply reply, Supplier<? extends CompletionStage<?>> work) {
        return CompletableFuture.completedFuture(new Answer(reply, work));
    }

    static CompletionStage<Answer> silence() {
        return CompletableFuture.completedFuture(SILENCE);
    }
}
