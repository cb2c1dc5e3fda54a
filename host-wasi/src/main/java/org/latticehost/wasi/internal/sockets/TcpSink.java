package org.latticehost.wasi.internal.sockets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.wasi.internal.io.OutputSink;
import org.latticehost.wasi.internal.io.StreamFailure;

/** The sending side of a connection. What the system does not take at once is kept, and nothing more accepted. */
final class TcpSink implements OutputSink {
    private static final long BUDGET = 64 << 10;

    private final SocketChannel channel;
    private ByteBuffer left = ByteBuffer.allocate(0);
    private boolean closing;
    private boolean closed;
    private @Nullable IOException failure;

    TcpSink(SocketChannel channel) {
        this.channel = channel;
    }

    /** The guest sends no more; the other side learns it after what is left. */
    void shutdown() {
        closing = true;
        send();
    }

    @Override
    public long budget() throws StreamFailure {
        send();
        if (failure != null && !gone(failure)) {
            throw NetFailure.of(failure).toStreamFailure();
        }
        if (closing || failure != null) {
            throw StreamFailure.closed();
        }
        return left.hasRemaining() ? 0 : BUDGET;
    }

    @Override
    public void write(HostCall call, byte[] bytes) throws StreamFailure {
        if (closing) {
            throw StreamFailure.closed();
        }
        left = ByteBuffer.wrap(bytes);
        send();
    }

    @Override
    public boolean ready() {
        send();
        return !left.hasRemaining() || closing || failure != null;
    }

    @Override
    public void whenReady(Runnable wake) {}

    @Override
    public Optional<Interest> interest() {
        return Optional.of(new Interest(channel, SelectionKey.OP_WRITE));
    }

    @Override
    public void close() {
        send();
    }

    /** Whether the other side has closed the connection, which is no failure. */
    private static boolean gone(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    private void send() {
        if (failure != null || closed) {
            return;
        }
        try {
            if (left.hasRemaining()) {
                channel.write(left);
            }
            if (closing && !left.hasRemaining()) {
                closed = true;
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            failure = e;
            left = ByteBuffer.allocate(0);
        }
    }
}
