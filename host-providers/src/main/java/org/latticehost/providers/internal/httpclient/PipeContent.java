package org.latticehost.providers.internal.httpclient;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;

/** The body of a request, which Jetty takes from its pipe as fast as the server takes it. One reader at a time. */
final class PipeContent implements Request.Content {
    private static final int PIECE = 64 << 10;

    private final BytePipe pipe;
    private final long length;
    private long sent;
    private volatile @Nullable Throwable failure;

    /**
     * @param length in bytes as the guest announced it; -1 when it did not
     */
    PipeContent(BytePipe pipe, long length) {
        this.pipe = pipe;
        this.length = length;
    }

    /** None: what a body is, only the guest can say. */
    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public Content.@Nullable Chunk read() {
        Throwable broken = failure;
        if (broken != null) {
            return Content.Chunk.from(broken);
        }
        try {
            byte[] piece = pipe.poll(PIECE);
            if (piece != null) {
                sent += piece.length;
                return length >= 0 && sent > length ? wrongLength() : Content.Chunk.from(ByteBuffer.wrap(piece), false);
            }
            return switch (pipe.state()) {
                case ENDED -> length >= 0 && sent < length ? wrongLength() : Content.Chunk.EOF;
                case EMPTY -> null;
                case READABLE, FAILED -> read(); // changed since the poll
            };
        } catch (BytePipe.PipeBrokenException e) {
            return Content.Chunk.from(e.getCause() == null ? e : e.getCause());
        }
    }

    private Content.Chunk wrongLength() {
        return Content.Chunk.from(new HttpErrorException(
                "HTTP-request-body-size",
                Optional.of(sent),
                "a request announced " + length + " bytes and has " + (sent > length ? "more" : "only " + sent),
                null));
    }

    @Override
    public void demand(Runnable callback) {
        pipe.onReadable(callback);
    }

    @Override
    public void fail(Throwable cause) {
        failure = cause;
        pipe.cancel();
    }
}
