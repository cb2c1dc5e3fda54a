package org.latticehost.wasi.internal.http;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.wasi.internal.store.WasiResource;

/** A {@code response-outparam}. Made before its instance calls, so it belongs to no store; who made it ends it. */
public final class ResponseOutparam extends WasiResource {
    private final String requestMethod;
    private final CompletableFuture<HttpResponse> response;
    private @Nullable OutgoingResponse sent;
    private @Nullable BytePipe body;
    private boolean over;

    /**
     * @param response completed when the guest sets a response, failed when it sets an error or nothing
     */
    public ResponseOutparam(String requestMethod, CompletableFuture<HttpResponse> response) {
        super("response-outparam", null);
        this.requestMethod = requestMethod;
        this.response = response;
    }

    void set(OutgoingResponse given) {
        consume();
        HttpResponse head = given.send(requestMethod);
        sent = given;
        body = head.body();
        if (!response.complete(head)) {
            // Nobody waits for it any more: a guest that writes shall learn it instead of filling the pipe.
            head.body().cancel();
        }
    }

    void set(HttpErrorException error) {
        consume();
        response.completeExceptionally(error);
    }

    /** The guest has returned: nothing more can come. */
    public void returned() {
        drop();
        over = true;
        if (sent != null) {
            sent.returned();
        }
    }

    /** The guest has trapped: a response that is under way breaks off. The caller fails one that is not. */
    public void trapped(Throwable why) {
        over = true;
        if (body != null) {
            body.fail(new HttpErrorException(
                    "internal-error",
                    java.util.Optional.of("guest trapped"),
                    "the guest trapped while sending its response",
                    why));
        }
    }

    @Override
    protected void onRelease() {
        if (!over) {
            response.completeExceptionally(ErrorCodes.internal("guest never invoked response-outparam::set"));
        }
    }
}
