package org.latticehost.wasi.internal.sockets;

import java.util.List;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.wasi.internal.io.IoError;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/**
 * The seven interfaces of {@code wasi:sockets}. A socket can always be made; what it is bound or connected to, and where
 * datagrams go, must have been granted.
 */
public final class SocketInterfaces {
    private SocketInterfaces() {}

    public static List<HostInterface> all() {
        return List.of(
                network(),
                instanceNetwork(),
                lookup(),
                HostInterface.builder(Declarations.of("wasi:sockets/tcp-create-socket@0.2.6"))
                        .function(
                                "create-tcp-socket",
                                NetCalls.result((call, args) ->
                                        new TcpSocket(WasiStore.of(call), Addresses.family((WitEnum) args[0]))))
                        .build(),
                new TcpFunctions().build(),
                HostInterface.builder(Declarations.of("wasi:sockets/udp-create-socket@0.2.6"))
                        .function(
                                "create-udp-socket",
                                NetCalls.result((call, args) ->
                                        new UdpSocket(WasiStore.of(call), Addresses.family((WitEnum) args[0]))))
                        .build(),
                new UdpFunctions().build());
    }

    private static HostInterface network() {
        return HostInterface.builder(Declarations.of("wasi:sockets/network@0.2.6"))
                .function(
                        "network-error-code",
                        (call, args) ->
                                ((IoError) args[0]).origin(NetFailure.class).map(NetFailure::toWit))
                .build();
    }

    private static HostInterface instanceNetwork() {
        return HostInterface.builder(Declarations.of("wasi:sockets/instance-network@0.2.6"))
                .function("instance-network", (call, args) -> new Network())
                .build();
    }

    private static HostInterface lookup() {
        return HostInterface.builder(Declarations.of("wasi:sockets/ip-name-lookup@0.2.6"))
                .destructor("resolve-address-stream", o -> ((WasiResource) o).drop())
                .function(
                        "resolve-addresses",
                        NetCalls.result(
                                (call, args) -> NameLookup.start(WasiStore.of(call), call.grants(), (String) args[1])))
                .function(
                        "[method]resolve-address-stream.resolve-next-address",
                        NetCalls.result((call, args) -> ((NameLookup) args[0]).next()))
                .function(
                        "[method]resolve-address-stream.subscribe", (call, args) -> ((NameLookup) args[0]).subscribe())
                .build();
    }

    /** A {@code network}: carries no right, the grants do. */
    private static final class Network {}
}
