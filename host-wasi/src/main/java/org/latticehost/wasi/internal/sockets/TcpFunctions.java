package org.latticehost.wasi.internal.sockets;

import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.WasiResource;

/** The functions of {@code wasi:sockets/tcp}. */
final class TcpFunctions {
    private static final String METHOD = "[method]tcp-socket.";

    private final HostInterface.Builder b = HostInterface.builder(Declarations.of("wasi:sockets/tcp@0.2.6"))
            .destructor("tcp-socket", o -> ((WasiResource) o).drop());

    HostInterface build() {
        steps();
        state();
        keepAlive();
        buffers();
        return b.build();
    }

    private void steps() {
        b.function(
                        METHOD + "start-bind",
                        NetCalls.action((call, args) -> ((TcpSocket) args[0]).startBind(call.grants(), args[2])))
                .function(METHOD + "finish-bind", NetCalls.action((call, args) -> ((TcpSocket) args[0]).finishBind()))
                .function(
                        METHOD + "start-connect",
                        NetCalls.action((call, args) -> ((TcpSocket) args[0]).startConnect(call.grants(), args[2])))
                .function(
                        METHOD + "finish-connect",
                        NetCalls.result((call, args) -> ((TcpSocket) args[0]).finishConnect()))
                .function(METHOD + "start-listen", NetCalls.action((call, args) -> ((TcpSocket) args[0]).startListen()))
                .function(
                        METHOD + "finish-listen", NetCalls.action((call, args) -> ((TcpSocket) args[0]).finishListen()))
                .function(METHOD + "accept", NetCalls.result((call, args) -> ((TcpSocket) args[0]).accept()))
                .function(
                        METHOD + "shutdown",
                        NetCalls.action((call, args) -> ((TcpSocket) args[0]).shutdown(((WitEnum) args[1]).label())));
    }

    private void state() {
        b.function(
                        METHOD + "local-address",
                        NetCalls.result((call, args) -> Addresses.toGuest(((TcpSocket) args[0]).local())))
                .function(
                        METHOD + "remote-address",
                        NetCalls.result((call, args) -> Addresses.toGuest(((TcpSocket) args[0]).remote())))
                .function(METHOD + "is-listening", (call, args) -> ((TcpSocket) args[0]).listening())
                .function(METHOD + "address-family", (call, args) -> Addresses.family(((TcpSocket) args[0]).family()))
                .function(METHOD + "subscribe", (call, args) -> ((TcpSocket) args[0]).subscribe())
                .function(
                        METHOD + "set-listen-backlog-size",
                        NetCalls.action((call, args) -> ((TcpSocket) args[0]).backlog((Long) args[1])));
    }

    private void keepAlive() {
        get("keep-alive-enabled", s -> s.keepAlive());
        set("set-keep-alive-enabled", (s, value) -> s.keepAlive((Boolean) value));
        get("keep-alive-idle-time", s -> s.keepAliveIdle());
        set("set-keep-alive-idle-time", (s, value) -> s.keepAliveIdle((Long) value));
        get("keep-alive-interval", s -> s.keepAliveInterval());
        set("set-keep-alive-interval", (s, value) -> s.keepAliveInterval((Long) value));
        get("keep-alive-count", s -> s.keepAliveCount());
        set("set-keep-alive-count", (s, value) -> s.keepAliveCount((Integer) value));
    }

    private void buffers() {
        get("hop-limit", s -> (byte) s.hopLimit());
        set("set-hop-limit", (s, value) -> s.hopLimit(Byte.toUnsignedInt((Byte) value)));
        get("receive-buffer-size", s -> s.receiveBuffer());
        set("set-receive-buffer-size", (s, value) -> s.receiveBuffer((Long) value));
        get("send-buffer-size", s -> s.sendBuffer());
        set("set-send-buffer-size", (s, value) -> s.sendBuffer((Long) value));
    }

    private void get(String name, Getter getter) {
        b.function(METHOD + name, NetCalls.result((call, args) -> getter.get(((TcpSocket) args[0]).settings())));
    }

    private void set(String name, Setter setter) {
        b.function(METHOD + name, NetCalls.action((call, args) -> {
            TcpSocket socket = (TcpSocket) args[0];
            setter.set(socket.settings(), args[1]);
            socket.apply();
        }));
    }

    /** Reads a setting. */
    @FunctionalInterface
    interface Getter {
        Object get(SocketSettings settings);
    }

    /** Changes a setting. */
    @FunctionalInterface
    interface Setter {
        void set(SocketSettings settings, Object value) throws NetFailure;
    }
}
