package org.latticehost.wasi.internal.sockets;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.wasi.internal.io.Pollable;
import org.latticehost.wasi.internal.store.Traps;
import org.latticehost.wasi.internal.store.Waitable;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** A {@code udp-socket}. Takes nothing of the system before an address was granted. */
final class UdpSocket extends WasiResource {
    private final WasiStore store;
    private final StandardProtocolFamily family;
    private final SocketSettings settings = new SocketSettings();
    private @Nullable DatagramChannel channel;
    private boolean binding;
    private int streams;

    UdpSocket(WasiStore store, StandardProtocolFamily family) {
        super("udp-socket", store);
        this.store = store;
        this.family = family;
    }

    SocketSettings settings() {
        return settings;
    }

    StandardProtocolFamily family() {
        return family;
    }

    /** Sets changed settings on a channel that is there already. */
    void apply() throws IOException {
        if (channel != null) {
            settings.apply(channel);
        }
    }

    void startBind(ComponentGrants grants, Object address) throws IOException, NetFailure {
        if (channel != null) {
            throw NetFailure.invalidState();
        }
        InetSocketAddress local = Addresses.fromGuest(address, family);
        SocketPolicy.check(grants, local);
        DatagramChannel opened = DatagramChannel.open(family);
        try {
            opened.configureBlocking(false);
            settings.apply(opened);
            opened.bind(local);
        } catch (IOException e) {
            Quietly.close(opened);
            throw e;
        }
        channel = opened;
        binding = true;
    }

    void finishBind() throws NetFailure {
        if (!binding) {
            throw NetFailure.of("not-in-progress");
        }
        binding = false;
    }

    /** {@code tuple<incoming-datagram-stream, outgoing-datagram-stream>}. */
    List<Object> stream(ComponentGrants grants, Optional<?> peer) throws IOException, NetFailure {
        DatagramChannel open = bound();
        if (streams > 0) {
            throw Traps.trap("a 'udp-socket' cannot have new streams while it has living ones");
        }
        open.disconnect();
        if (peer.isPresent()) {
            InetSocketAddress remote = Addresses.fromGuest(peer.get(), family);
            checkRemote(remote);
            SocketPolicy.check(grants, remote);
            open.connect(remote);
        }
        streams = 2;
        return List.of(new IncomingDatagrams(store, this, open), new OutgoingDatagrams(store, this, open, family));
    }

    InetSocketAddress local() throws IOException, NetFailure {
        return (InetSocketAddress) bound().getLocalAddress();
    }

    InetSocketAddress remote() throws IOException, NetFailure {
        if (!(bound().getRemoteAddress() instanceof InetSocketAddress remote)) {
            throw NetFailure.invalidState();
        }
        return remote;
    }

    Pollable subscribe() {
        return new Pollable(store, this, Waitable.READY);
    }

    /** One of its streams is gone. */
    void streamGone() {
        streams--;
    }

    static void checkRemote(InetSocketAddress remote) throws NetFailure {
        if (remote.getPort() == 0 || remote.getAddress().isAnyLocalAddress()) {
            throw NetFailure.invalidArgument();
        }
    }

    @Override
    protected void onRelease() {
        Quietly.close(channel);
    }

    private DatagramChannel bound() throws NetFailure {
        DatagramChannel open = channel;
        if (open == null || binding) {
            throw NetFailure.invalidState();
        }
        return open;
    }
}
