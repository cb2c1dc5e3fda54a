package org.latticehost.wasi.internal.sockets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.wasi.internal.io.InputSource;
import org.latticehost.wasi.internal.io.StreamFailure;

/** The receiving side of a connection. Reads ahead into a buffer to know whether there is something. */
final class TcpSource implements InputSource {
    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 << 10).flip();
    private boolean ended;
    private @Nullable IOException failure;

    TcpSource(SocketChannel channel) {
        this.channel = channel;
    }

    /** The guest wants no more. */
    void shutdown() {
        ended = true;
        buffer.clear().flip();
    }

    @Override
    public byte @Nullable [] read(int max) throws StreamFailure {
        fill();
        if (buffer.hasRemaining()) {
            int n = Math.min(max, buffer.remaining());
            byte[] taken = Arrays.copyOfRange(buffer.array(), buffer.position(), buffer.position() + n);
            buffer.position(buffer.position() + n);
            return taken;
        }
        if (failure != null) {
            throw NetFailure.of(failure).toStreamFailure();
        }
        return ended ? null : NOTHING;
    }

    @Override
    public boolean ready() {
        fill();
        return buffer.hasRemaining() || ended || failure != null;
    }

    @Override
    public void whenReady(Runnable wake) {}

    @Override
    public Optional<Interest> interest() {
        return Optional.of(new Interest(channel, SelectionKey.OP_READ));
    }

    private void fill() {
        if (buffer.hasRemaining() || ended || failure != null) {
            return;
        }
        buffer.clear();
        try {
            ended = channel.read(buffer) < 0;
        } catch (IOException e) {
            failure = e;
        }
        buffer.flip();
    }
}
