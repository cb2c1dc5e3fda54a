package org.latticehost.core.internal.wire;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletionStage;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.PipeRelay;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;

/** An {@code incoming-value}: a part of an object. Confined to the thread of its instance. */
final class IncomingBlob {
    private static final int PIECE = 64 << 10;
    /** The most that is read at once; more has to be streamed. */
    private static final int MAX_SYNC = 64 << 20;

    private final WitRecord object;
    private final long start;
    private final long end;
    private final BytePipe data;
    private final CompletionStage<WitResult> verdict;

    /**
     * @param start first byte, unsigned
     * @param end last byte, unsigned
     */
    IncomingBlob(WitRecord object, long start, long end, BytePipe data, CompletionStage<WitResult> verdict) {
        this.object = object;
        this.start = start;
        this.end = end;
        this.data = data;
        this.verdict = verdict;
    }

    /** Asks the store, as the size does not travel with the bytes. */
    long size(BlobCalls store) throws Exception {
        WitResult info = store.plain("get-object-info", object);
        if (!(info.payload() instanceof WitRecord found)) {
            throw new LinkException("the size of a value is not known: " + info);
        }
        long size = (Long) found.get(1);
        if (size == 0 || Long.compareUnsigned(start, size) >= 0) {
            return 0;
        }
        long last = Long.compareUnsigned(end, size) < 0 ? end : size - 1;
        return last - start + 1;
    }

    /** All bytes. */
    WitResult all() throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (byte[] piece = data.read(PIECE); piece != null; piece = data.read(PIECE)) {
                if (all.size() + piece.length > MAX_SYNC) {
                    data.cancel();
                    return WitResult.err(
                            "too large to be read at once: more than " + MAX_SYNC + " bytes; read it as a stream");
                }
                all.writeBytes(piece);
            }
        } catch (BytePipe.PipeBrokenException e) {
            WitResult why = BlobCalls.await(verdict);
            return why.isOk() ? WitResult.err("the object broke off after " + all.size() + " bytes") : why;
        }
        WitResult end = BlobCalls.await(verdict);
        return end.isOk() ? WitResult.ok(all.toByteArray()) : end;
    }

    /** A pipe that ends well only if the store says that this was all. */
    BytePipe stream() {
        BytePipe checked = new BytePipe();
        new PipeRelay(data, checked, cause -> {
                    if (cause != null) {
                        checked.fail(cause);
                    } else {
                        var unused = verdict.whenComplete((result, failure) -> end(checked, result, failure));
                    }
                })
                .run();
        return checked;
    }

    private static void end(BytePipe checked, WitResult result, Throwable failure) {
        if (failure != null) {
            checked.fail(failure);
        } else if (result.isOk()) {
            checked.end();
        } else {
            checked.fail(new LinkException("the store could not give the whole object: " + result.payload()));
        }
    }

    void drop() {
        data.cancel();
    }
}
