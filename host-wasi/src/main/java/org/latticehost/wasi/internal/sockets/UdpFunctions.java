package org.latticehost.wasi.internal.sockets;

import java.util.List;
import java.util.Optional;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.WasiResource;

/** The functions of {@code wasi:sockets/udp}. */
final class UdpFunctions {
    private static final String METHOD = "[method]udp-socket.";

    private final HostInterface.Builder b = HostInterface.builder(Declarations.of("wasi:sockets/udp@0.2.6"))
            .destructor("udp-socket", o -> ((WasiResource) o).drop())
            .destructor("incoming-datagram-stream", o -> ((WasiResource) o).drop())
            .destructor("outgoing-datagram-stream", o -> ((WasiResource) o).drop());

    HostInterface build() {
        socket();
        datagrams();
        settings();
        return b.build();
    }

    private void socket() {
        b.function(
                        METHOD + "start-bind",
                        NetCalls.action((call, args) -> ((UdpSocket) args[0]).startBind(call.grants(), args[2])))
                .function(METHOD + "finish-bind", NetCalls.action((call, args) -> ((UdpSocket) args[0]).finishBind()))
                .function(
                        METHOD + "stream",
                        NetCalls.result(
                                (call, args) -> ((UdpSocket) args[0]).stream(call.grants(), (Optional<?>) args[1])))
                .function(
                        METHOD + "local-address",
                        NetCalls.result((call, args) -> Addresses.toGuest(((UdpSocket) args[0]).local())))
                .function(
                        METHOD + "remote-address",
                        NetCalls.result((call, args) -> Addresses.toGuest(((UdpSocket) args[0]).remote())))
                .function(METHOD + "address-family", (call, args) -> Addresses.family(((UdpSocket) args[0]).family()))
                .function(METHOD + "subscribe", (call, args) -> ((UdpSocket) args[0]).subscribe());
    }

    private void datagrams() {
        b.function(
                        "[method]incoming-datagram-stream.receive",
                        NetCalls.result((call, args) -> ((IncomingDatagrams) args[0]).receive((Long) args[1])))
                .function(
                        "[method]incoming-datagram-stream.subscribe",
                        (call, args) -> ((IncomingDatagrams) args[0]).subscribe())
                .function(
                        "[method]outgoing-datagram-stream.check-send",
                        NetCalls.result((call, args) -> ((OutgoingDatagrams) args[0]).checkSend()))
                .function(
                        "[method]outgoing-datagram-stream.send",
                        NetCalls.result(
                                (call, args) -> ((OutgoingDatagrams) args[0]).send(call.grants(), (List<?>) args[1])))
                .function(
                        "[method]outgoing-datagram-stream.subscribe",
                        (call, args) -> ((OutgoingDatagrams) args[0]).subscribe());
    }

    private void settings() {
        get("unicast-hop-limit", s -> (byte) s.hopLimit());
        set("set-unicast-hop-limit", (s, value) -> s.hopLimit(Byte.toUnsignedInt((Byte) value)));
        get("receive-buffer-size", s -> s.receiveBuffer());
        set("set-receive-buffer-size", (s, value) -> s.receiveBuffer((Long) value));
        get("send-buffer-size", s -> s.sendBuffer());
        set("set-send-buffer-size", (s, value) -> s.sendBuffer((Long) value));
    }

    private void get(String name, TcpFunctions.Getter getter) {
        b.function(METHOD + name, NetCalls.result((call, args) -> getter.get(((UdpSocket) args[0]).settings())));
    }

    private void set(String name, TcpFunctions.Setter setter) {
        b.function(METHOD + name, NetCalls.action((call, args) -> {
            UdpSocket socket = (UdpSocket) args[0];
            setter.set(socket.settings(), args[1]);
            socket.apply();
        }));
    }
}
