package org.latticehost.wasi.internal.sockets;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;
import org.latticehost.wasi.internal.io.Pollable;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.Waitable;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** An {@code incoming-datagram-stream}. */
final class IncomingDatagrams extends WasiResource implements Waitable {
    private static final WitType.RecordOf DATAGRAM =
            (WitType.RecordOf) Declarations.of("wasi:sockets/udp@0.2.6").type("incoming-datagram");
    private static final int MAX_DATAGRAM = 64 << 10;
    private static final int MAX_RESULTS = 16;

    private final WasiStore store;
    private final UdpSocket socket;
    private final DatagramChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
    // At most one, taken to know whether there is one.
    private final Deque<WitRecord> ahead = new ArrayDeque<>();
    private @Nullable IOException failure;

    IncomingDatagrams(WasiStore store, UdpSocket parent, DatagramChannel channel) {
        super("incoming-datagram-stream", store, parent);
        this.store = store;
        this.socket = parent;
        this.channel = channel;
    }

    /**
     * What has come.
     *
     * @param max unsigned
     */
    List<WitRecord> receive(long max) throws IOException {
        int wanted = max < 0 ? MAX_RESULTS : (int) Math.min(max, MAX_RESULTS);
        List<WitRecord> received = new ArrayList<>();
        while (received.size() < wanted && ready()) {
            WitRecord next = ahead.poll();
            if (next == null) {
                break;
            }
            received.add(next);
        }
        IOException failed = failure;
        if (received.isEmpty() && failed != null && wanted > 0) {
            failure = null;
            throw failed;
        }
        return received;
    }

    @Override
    protected void onRelease() {
        socket.streamGone();
    }

    Pollable subscribe() {
        return new Pollable(store, this, this);
    }

    @Override
    public boolean ready() {
        if (ahead.isEmpty() && failure == null) {
            try {
                SocketAddress from = channel.receive(buffer.clear());
                if (from instanceof InetSocketAddress remote && Addresses.fits(remote, socket.family())) {
                    byte[] data = Arrays.copyOf(buffer.array(), buffer.position());
                    ahead.add(WitRecord.of(DATAGRAM, data, Addresses.toGuest(remote)));
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        return !ahead.isEmpty() || failure != null;
    }

    @Override
    public void whenReady(Runnable wake) {}

    @Override
    public Optional<Interest> interest() {
        return Optional.of(new Interest(channel, SelectionKey.OP_READ));
    }
}
