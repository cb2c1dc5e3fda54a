package org.latticehost.wrpc.internal.http;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.PipeRelay;

/** Bodies with trailers: one pipe in the API, a stream and a future on the wire. */
final class Bodies {
    private Bodies() {}

    /**
     * What stands for a body on the wire.
     *
     * @param stream the bytes
     * @param trailers completes when they have been sent, in any case: readers without a limit wait for it
     */
    record Parts(BytePipe stream, CompletableFuture<Object> trailers) {}

    static Parts split(BytePipe body) {
        BytePipe stream = new BytePipe();
        CompletableFuture<Object> trailers = new CompletableFuture<>();
        new PipeRelay(body, stream, cause -> {
                    if (cause == null) {
                        stream.end();
                        HttpFields fields = body.trailers();
                        trailers.complete(
                                fields.fields().isEmpty() ? Optional.empty() : Optional.of(Fields.toWit(fields)));
                    } else {
                        stream.fail(cause);
                        trailers.complete(Optional.empty());
                    }
                })
                .run();
        return new Parts(stream, trailers);
    }

    static BytePipe join(Object stream, Object trailers) {
        BytePipe body = new BytePipe();
        new PipeRelay((BytePipe) stream, body, cause -> {
                    if (cause == null) {
                        endWith(body, (CompletionStage<?>) trailers);
                    } else {
                        body.fail(cause);
                    }
                })
                .run();
        return body;
    }

    private static void endWith(BytePipe body, CompletionStage<?> trailers) {
        trailers.whenComplete((fields, failure) -> {
            if (failure != null) {
                body.fail(failure);
                return;
            }
            try {
                body.end(((Optional<?>) fields).map(Fields::fromWit).orElse(HttpFields.none()));
            } catch (RuntimeException e) {
                body.fail(e);
            }
        });
    }
}
