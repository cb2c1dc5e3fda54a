package org.latticehost.wasi.internal.sockets;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.wasi.internal.io.Pollable;
import org.latticehost.wasi.internal.store.Traps;
import org.latticehost.wasi.internal.store.Waitable;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** An {@code outgoing-datagram-stream}. What the system has no room for is lost, as datagrams may be. */
final class OutgoingDatagrams extends WasiResource {
    private static final long PERMIT = 16;
    private static final int MAX_PAYLOAD = 65_507;

    private final WasiStore store;
    private final UdpSocket socket;
    private final DatagramChannel channel;
    private final StandardProtocolFamily family;
    private long permit;

    OutgoingDatagrams(WasiStore store, UdpSocket parent, DatagramChannel channel, StandardProtocolFamily family) {
        super("outgoing-datagram-stream", store, parent);
        this.store = store;
        this.socket = parent;
        this.channel = channel;
        this.family = family;
    }

    long checkSend() {
        permit = PERMIT;
        return permit;
    }

    /** Sends them in order until one fails; that one's error counts only if it is the first. */
    long send(ComponentGrants grants, List<?> datagrams) throws IOException, NetFailure {
        if (datagrams.size() > permit) {
            throw Traps.trap("send of " + datagrams.size() + " datagrams, check-send permitted " + permit);
        }
        permit -= datagrams.size();
        long sent = 0;
        for (Object datagram : datagrams) {
            try {
                send(grants, (WitRecord) datagram);
                sent++;
            } catch (IOException | NetFailure e) {
                if (sent == 0) {
                    throw e;
                }
                break;
            }
        }
        return sent;
    }

    @Override
    protected void onRelease() {
        socket.streamGone();
    }

    Pollable subscribe() {
        return new Pollable(store, this, Waitable.READY);
    }

    private void send(ComponentGrants grants, WitRecord datagram) throws IOException, NetFailure {
        byte[] data = (byte[]) datagram.get("data");
        if (data.length > MAX_PAYLOAD) {
            throw NetFailure.of("datagram-too-large");
        }
        Optional<?> given = (Optional<?>) datagram.get("remote-address");
        InetSocketAddress connected = (InetSocketAddress) channel.getRemoteAddress();
        if (given.isEmpty() && connected == null) {
            throw NetFailure.invalidArgument();
        }
        InetSocketAddress remote = given.isEmpty() ? connected : Addresses.fromGuest(given.get(), family);
        if (connected != null && !connected.equals(remote)) {
            throw NetFailure.invalidArgument();
        }
        UdpSocket.checkRemote(remote);
        SocketPolicy.check(grants, remote);
        channel.send(ByteBuffer.wrap(data), remote);
    }
}
