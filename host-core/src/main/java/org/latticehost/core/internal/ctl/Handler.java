package org.latticehost.core.internal.ctl;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.latticehost.host.error.HostException;

/** Does what a request asks for; must not block. What it throws, or its stage fails with, becomes the reply. */
@FunctionalInterface
interface Handler {
    CompletionStage<Answer> handle(ControlRequest request);

    /** A handler of requests with a body that is read first; if that fails, the given text is the reply. */
    static <T> Handler reading(String malformed, Function<byte[], T> read, BodyHandler<T> handler) {
        return request -> {
            T body;
            try {
                body = read.apply(request.payload());
            } catch (HostException | IllegalArgumentException e) {
                return Answer.now(Reply.failed(malformed));
            }
            return handler.handle(request, body);
        };
    }

    /** Does what a request with that body asks for. */
    @FunctionalInterface
    interface BodyHandler<T> {
        CompletionStage<Answer> handle(ControlRequest request, T body);
    }
}
