package org.latticehost.wasi.internal.sockets;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.wasi.internal.io.InputStreamResource;
import org.latticehost.wasi.internal.io.OutputStreamResource;
import org.latticehost.wasi.internal.io.Pollable;
import org.latticehost.wasi.internal.store.Waitable;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** A {@code tcp-socket}. Takes nothing of the system before an address was granted. */
final class TcpSocket extends WasiResource implements Waitable {
    private static final int DEFAULT_BACKLOG = 128;

    private final WasiStore store;
    private final StandardProtocolFamily family;
    private final SocketSettings settings;
    private State state = State.UNBOUND;
    private int backlog = DEFAULT_BACKLOG;
    private @Nullable SocketChannel channel;
    private @Nullable ServerSocketChannel server;
    private @Nullable SocketChannel accepted;
    private @Nullable IOException connectFailure;
    private @Nullable TcpSource source;
    private @Nullable TcpSink sink;

    TcpSocket(WasiStore store, StandardProtocolFamily family) {
        this(store, family, new SocketSettings());
    }

    private TcpSocket(WasiStore store, StandardProtocolFamily family, SocketSettings settings) {
        super("tcp-socket", store);
        this.store = store;
        this.family = family;
        this.settings = settings;
    }

    private enum State {
        UNBOUND,
        BINDING,
        BOUND,
        LISTENING_STARTED,
        LISTENING,
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    SocketSettings settings() {
        return settings;
    }

    StandardProtocolFamily family() {
        return family;
    }

    boolean listening() {
        return state == State.LISTENING;
    }

    void backlog(long size) throws NetFailure {
        if (size == 0) {
            throw NetFailure.invalidArgument();
        }
        if (state != State.UNBOUND && state != State.BOUND) {
            throw NetFailure.of(listening() ? "not-supported" : "invalid-state");
        }
        backlog = size < 0 ? Integer.MAX_VALUE : (int) Math.min(size, Integer.MAX_VALUE);
    }

    /** Sets changed settings on a channel that is there already. */
    void apply() throws IOException {
        if (channel != null) {
            settings.apply(channel);
        }
    }

    void startBind(ComponentGrants grants, Object address) throws IOException, NetFailure {
        need(State.UNBOUND);
        InetSocketAddress local = Addresses.fromGuest(address, family);
        if (!Addresses.unicast(local.getAddress())) {
            throw NetFailure.invalidArgument();
        }
        SocketPolicy.check(grants, local);
        open().bind(local);
        state = State.BINDING;
    }

    void finishBind() throws NetFailure {
        finish(State.BINDING, State.BOUND);
    }

    void startConnect(ComponentGrants grants, Object address) throws IOException, NetFailure {
        if (state != State.UNBOUND && state != State.BOUND) {
            throw NetFailure.of(state == State.CONNECTING ? "concurrency-conflict" : "invalid-state");
        }
        InetSocketAddress remote = Addresses.fromGuest(address, family);
        if (remote.getPort() == 0
                || remote.getAddress().isAnyLocalAddress()
                || !Addresses.unicast(remote.getAddress())) {
            throw NetFailure.invalidArgument();
        }
        SocketPolicy.check(grants, remote);
        try {
            open().connect(remote);
            state = State.CONNECTING;
        } catch (IOException e) {
            state = State.CLOSED;
            throw e;
        }
    }

    /** {@code tuple<input-stream, output-stream>}. */
    List<Object> finishConnect() throws IOException, NetFailure {
        SocketChannel connecting = channel;
        if (state != State.CONNECTING || connecting == null) {
            throw NetFailure.of("not-in-progress");
        }
        if (!connectable()) {
            throw NetFailure.wouldBlock();
        }
        IOException failure = connectFailure;
        if (failure != null) {
            state = State.CLOSED;
            throw failure;
        }
        return connected(connecting);
    }

    void startListen() throws IOException, NetFailure {
        need(State.BOUND);
        SocketChannel bound = open();
        // Java listens with another kind of channel: the address changes hands.
        InetSocketAddress local = (InetSocketAddress) bound.getLocalAddress();
        bound.close();
        channel = null;
        ServerSocketChannel opened = ServerSocketChannel.open(family);
        server = opened;
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        settings.apply(opened);
        opened.bind(local, backlog);
        state = State.LISTENING_STARTED;
    }

    void finishListen() throws NetFailure {
        finish(State.LISTENING_STARTED, State.LISTENING);
    }

    /** {@code tuple<tcp-socket, input-stream, output-stream>}. */
    List<Object> accept() throws IOException, NetFailure {
        need(State.LISTENING);
        if (!acceptable()) {
            throw NetFailure.wouldBlock();
        }
        SocketChannel taken = accepted;
        accepted = null;
        if (taken == null) {
            throw NetFailure.of("connection-aborted");
        }
        taken.configureBlocking(false);
        settings.apply(taken);
        TcpSocket socket = new TcpSocket(store, family, settings.copy());
        socket.channel = taken;
        List<Object> streams = socket.connected(taken);
        return List.of(socket, streams.get(0), streams.get(1));
    }

    InetSocketAddress local() throws IOException, NetFailure {
        NetworkChannel open = channel != null ? channel : server;
        boolean has = state == State.BOUND || state == State.LISTENING || state == State.CONNECTED;
        if (!has || open == null) {
            throw NetFailure.invalidState();
        }
        return (InetSocketAddress) open.getLocalAddress();
    }

    InetSocketAddress remote() throws IOException, NetFailure {
        SocketChannel open = channel;
        if (state != State.CONNECTED || open == null) {
            throw NetFailure.invalidState();
        }
        return (InetSocketAddress) open.getRemoteAddress();
    }

    void shutdown(String type) throws NetFailure {
        TcpSource in = source;
        TcpSink out = sink;
        if (state != State.CONNECTED || in == null || out == null) {
            throw NetFailure.invalidState();
        }
        if (!type.equals("send")) {
            in.shutdown();
        }
        if (!type.equals("receive")) {
            out.shutdown();
        }
    }

    Pollable subscribe() {
        return new Pollable(store, this, this);
    }

    @Override
    public boolean ready() {
        return switch (state) {
            case CONNECTING -> connectable();
            case LISTENING -> acceptable();
            case UNBOUND, BINDING, BOUND, LISTENING_STARTED, CONNECTED, CLOSED -> true;
        };
    }

    @Override
    public void whenReady(Runnable wake) {}

    @Override
    public Optional<Interest> interest() {
        SelectableChannel watched = state == State.CONNECTING ? channel : server;
        int operation = state == State.CONNECTING ? SelectionKey.OP_CONNECT : SelectionKey.OP_ACCEPT;
        return Optional.ofNullable(watched).map(c -> new Interest(c, operation));
    }

    @Override
    protected void onRelease() {
        Quietly.close(channel);
        Quietly.close(server);
        Quietly.close(accepted);
    }

    /** Whether a connection is there or has failed: finish-connect tells which. */
    private boolean connectable() {
        SocketChannel connecting = channel;
        try {
            return connectFailure != null || connecting == null || connecting.finishConnect();
        } catch (IOException e) {
            // Java closes the channel and would not say again why.
            connectFailure = e;
            return true;
        }
    }

    private boolean acceptable() {
        ServerSocketChannel listening = server;
        try {
            if (accepted == null && listening != null) {
                SocketChannel next = listening.accept();
                if (next != null && !Addresses.fits(next.getRemoteAddress(), family)) {
                    Quietly.close(next); // there may be another, which wakes who waits at once
                } else {
                    accepted = next;
                }
            }
            return accepted != null;
        } catch (IOException e) {
            return true;
        }
    }

    private List<Object> connected(SocketChannel connection) {
        state = State.CONNECTED;
        TcpSource in = new TcpSource(connection);
        TcpSink out = new TcpSink(connection);
        source = in;
        sink = out;
        return List.of(new InputStreamResource(store, this, in), new OutputStreamResource(store, this, out));
    }

    private SocketChannel open() throws IOException {
        SocketChannel open = channel;
        if (open == null) {
            open = SocketChannel.open(family);
            channel = open;
            open.configureBlocking(false);
            open.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            settings.apply(open);
        }
        return open;
    }

    private void need(State wanted) throws NetFailure {
        if (state != wanted) {
            throw NetFailure.invalidState();
        }
    }

    private void finish(State from, State to) throws NetFailure {
        if (state != from) {
            throw NetFailure.of("not-in-progress");
        }
        state = to;
    }
}
