package org.latticehost.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

class SocketsTest {
    private static final String TCP = "wasi:sockets/tcp#[method]tcp-socket.";
    private static final String UDP = "wasi:sockets/udp#[method]udp-socket.";
    private static final String LOOKUP = "wasi:sockets/ip-name-lookup#";
    private static final String IN = "wasi:io/streams#[method]input-stream.";
    private static final String OUT = "wasi:io/streams#[method]output-stream.";
    private static final WitEnum IPV4 =
            WitEnum.of((WitType.EnumOf) FakeGuest.type("wasi:sockets/network", "ip-address-family"), "ipv4");

    private static final WitEnum IPV6 =
            WitEnum.of((WitType.EnumOf) FakeGuest.type("wasi:sockets/network", "ip-address-family"), "ipv6");

    private final FakeGuest guest = new FakeGuest();
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private Object network = "unset";

    @BeforeEach
    void getNetwork() throws Exception {
        network = guest.get("wasi:sockets/instance-network#instance-network");
    }

    @AfterEach
    void endGuest() throws Exception {
        guest.end();
    }

    @Test
    void withoutGrantsEverythingIsDenied() throws Exception {
        Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
        assertThat(guest.get(TCP + "start-bind", tcp, network, local(0))).hasToString("err(access-denied)");
        assertThat(guest.get(TCP + "start-connect", tcp, network, local(80))).hasToString("err(access-denied)");
        Object udp = guest.ok("wasi:sockets/udp-create-socket#create-udp-socket", IPV4);
        assertThat(guest.get(UDP + "start-bind", udp, network, local(0))).hasToString("err(access-denied)");
        assertThat(guest.get(LOOKUP + "resolve-addresses", network, "localhost"))
                .hasToString("err(permanent-resolver-failure)");
    }

    @Test
    void aGrantIsForOneAddressAndPort() throws Exception {
        grant("127.0.0.1:81", "[::1]:0", "localhost:82");
        Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
        for (int port : new int[] {80, 82}) {
            assertThat(guest.get(TCP + "start-connect", tcp, network, local(port)))
                    .hasToString("err(access-denied)");
        }
        assertThat(guest.get(TCP + "start-connect", tcp, network, address(10, 0, 0, 1, 81)))
                .hasToString("err(access-denied)");
    }

    @Test
    void connectsSendsAndReceives() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            grant("127.0.0.1:" + server.getLocalPort());
            Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
            assertThat(guest.call(TCP + "start-connect", tcp, network, local(server.getLocalPort())))
                    .isEqualTo(WitResult.ok());
            await(guest.get(TCP + "subscribe", tcp));
            List<?> streams = (List<?>) guest.ok(TCP + "finish-connect", tcp);
            try (Socket peer = server.accept()) {
                guest.call(OUT + "blocking-write-and-flush", streams.get(1), "ping".getBytes(UTF_8));
                assertThat(peer.getInputStream().readNBytes(4)).isEqualTo("ping".getBytes(UTF_8));
                assertThat((byte[]) guest.ok(IN + "read", streams.get(0), 9L)).isEmpty();
                peer.getOutputStream().write("pong".getBytes(UTF_8));
                assertThat((byte[]) guest.ok(IN + "blocking-read", streams.get(0), 9L))
                        .isEqualTo("pong".getBytes(UTF_8));
                assertThat(guest.ok(TCP + "remote-address", tcp)).isEqualTo(local(server.getLocalPort()));
                guest.call(TCP + "shutdown", tcp, shutdown("send"));
                assertThat(peer.getInputStream().read()).isEqualTo(-1);
                peer.shutdownOutput();
                assertThat(StreamsTest.closed(guest.call(IN + "blocking-read", streams.get(0), 1L)))
                        .isTrue();
            }
            assertThatThrownBy(() -> guest.drop("wasi:sockets/tcp#tcp-socket", tcp))
                    .isInstanceOf(GuestTrapException.class);
        }
    }

    @Test
    void aSlowReceiverMakesTheGuestWait() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            grant("127.0.0.1:0");
            Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
            guest.call(TCP + "start-connect", tcp, network, local(server.getLocalPort()));
            await(guest.get(TCP + "subscribe", tcp));
            List<?> streams = (List<?>) guest.ok(TCP + "finish-connect", tcp);
            try (Socket peer = server.accept()) {
                long sent = 0;
                long permit = (Long) guest.ok(OUT + "check-write", streams.get(1));
                while (permit > 0 && sent < (256 << 20)) {
                    guest.call(OUT + "write-zeroes", streams.get(1), permit);
                    sent += permit;
                    permit = (Long) guest.ok(OUT + "check-write", streams.get(1));
                }
                assertThat(permit).isZero();
                assertThat(peer.getInputStream().readNBytes((int) sent / 2)).hasSize((int) sent / 2);
                await(guest.get(OUT + "subscribe", streams.get(1)));
                assertThat((Long) guest.ok(OUT + "check-write", streams.get(1))).isPositive();
            }
        }
    }

    @Test
    void nobodyListeningMeansRefused() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            port = server.getLocalPort();
        }
        grant("127.0.0.1:0");
        Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
        guest.call(TCP + "start-connect", tcp, network, local(port));
        await(guest.get(TCP + "subscribe", tcp));
        assertThat(guest.get(TCP + "finish-connect", tcp)).hasToString("err(connection-refused)");
    }

    @Test
    void listensAndAccepts() throws Exception {
        grant("127.0.0.1:0");
        Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
        assertThat(guest.get(TCP + "start-listen", tcp)).hasToString("err(invalid-state)");
        assertThat(guest.call(TCP + "start-bind", tcp, network, local(0))).isEqualTo(WitResult.ok());
        assertThat(guest.get(TCP + "local-address", tcp)).hasToString("err(invalid-state)");
        assertThat(guest.call(TCP + "finish-bind", tcp)).isEqualTo(WitResult.ok());
        assertThat(guest.call(TCP + "set-keep-alive-enabled", tcp, true)).isEqualTo(WitResult.ok());
        assertThat(guest.call(TCP + "set-hop-limit", tcp, (byte) 42)).isEqualTo(WitResult.ok());
        assertThat(guest.get(TCP + "finish-bind", tcp)).hasToString("err(not-in-progress)");
        assertThat(guest.call(TCP + "start-listen", tcp)).isEqualTo(WitResult.ok());
        assertThat(guest.call(TCP + "finish-listen", tcp)).isEqualTo(WitResult.ok());
        assertThat(guest.get(TCP + "is-listening", tcp)).isEqualTo(true);
        assertThat(guest.get(TCP + "accept", tcp)).hasToString("err(would-block)");
        int port = port(guest.ok(TCP + "local-address", tcp));
        try (Socket peer = new Socket(loopback, port)) {
            await(guest.get(TCP + "subscribe", tcp));
            List<?> accepted = (List<?>) guest.ok(TCP + "accept", tcp);
            peer.getOutputStream().write(7);
            assertThat((byte[]) guest.ok(IN + "blocking-read", accepted.get(1), 9L))
                    .containsExactly(7);
            assertThat(guest.ok(TCP + "local-address", accepted.get(0))).isEqualTo(local(port));
            assertThat(guest.ok(TCP + "keep-alive-enabled", accepted.get(0))).isEqualTo(true);
            assertThat(guest.ok(TCP + "hop-limit", accepted.get(0))).isEqualTo((byte) 42);
        }
        guest.end();
        assertThatThrownBy(() -> new Socket(loopback, port).close()).isInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void whatNoConnectionCanHaveIsRefused() throws Exception {
        grant("255.255.255.255:80", "[::7f00:1]:80");
        Object four = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
        Object broadcast = address(255, 255, 255, 255, 80);
        assertThat(guest.get(TCP + "start-bind", four, network, broadcast)).hasToString("err(invalid-argument)");
        assertThat(guest.get(TCP + "start-connect", four, network, broadcast)).hasToString("err(invalid-argument)");
        Object six = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV6);
        for (Object[] ip : new Object[][] {{0, 0, 0, 0, 0, 0, 0x7f00, 1}, {0, 0, 0, 0, 0, 0xffff, 0x7f00, 1}}) {
            assertThat(guest.get(TCP + "start-connect", six, network, address6(80, ip)))
                    .hasToString("err(invalid-argument)");
        }
        assertThat(guest.get(TCP + "start-connect", six, network, address6(80, 0, 0, 0, 0, 0, 0, 0, 1)))
                .hasToString("err(access-denied)");
    }

    @Test
    void aSocketForIpv6TakesNoPartInIpv4() throws Exception {
        Assumptions.assumeTrue(hasIpv6(), "skipped: this machine has no IPv6");
        grant("[::]:0");
        Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV6);
        guest.call(TCP + "start-bind", tcp, network, address6(0, 0, 0, 0, 0, 0, 0, 0, 0));
        guest.call(TCP + "finish-bind", tcp);
        guest.call(TCP + "start-listen", tcp);
        guest.call(TCP + "finish-listen", tcp);
        int port = port(guest.ok(TCP + "local-address", tcp));
        try (Socket four = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
                Socket six = new Socket(ipv6Loopback(), port)) {
            WitResult accepted = WitResult.err();
            while (!accepted.isOk()) {
                await(guest.get(TCP + "subscribe", tcp));
                accepted = (WitResult) guest.get(TCP + "accept", tcp);
            }
            List<?> parts = (List<?>) Objects.requireNonNull(accepted.payload());
            assertThat(((WitVariant) guest.ok(TCP + "remote-address", parts.get(0))).name())
                    .isEqualTo("ipv6");
            six.getOutputStream().write(6);
            assertThat((byte[]) guest.ok(IN + "blocking-read", parts.get(1), 9L))
                    .containsExactly(6);
            assertThat(four.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static InetAddress ipv6Loopback() throws IOException {
        byte[] one = new byte[16];
        one[15] = 1;
        return InetAddress.getByAddress(one);
    }

    private static boolean hasIpv6() {
        try {
            new ServerSocket(0, 1, ipv6Loopback()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aConnectionThatTheOtherSideHasClosedIsClosed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            grant("127.0.0.1:0");
            Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
            guest.call(TCP + "start-connect", tcp, network, local(server.getLocalPort()));
            await(guest.get(TCP + "subscribe", tcp));
            List<?> streams = (List<?>) guest.ok(TCP + "finish-connect", tcp);
            server.accept().close();
            assertThat(StreamsTest.closed(guest.call(IN + "blocking-read", streams.get(0), 1L)))
                    .isTrue();
            WitResult written = WitResult.ok();
            while (written.isOk()) {
                written = (WitResult) guest.get(OUT + "blocking-write-and-flush", streams.get(1), new byte[1]);
            }
            assertThat(StreamsTest.closed(written)).isTrue();
        }
    }

    @Test
    void anAddressInUseIsTold() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            grant("127.0.0.1:0");
            Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
            assertThat(guest.get(TCP + "start-bind", tcp, network, local(server.getLocalPort())))
                    .hasToString("err(address-in-use)");
        }
    }

    @Test
    void settingsAreKeptAndZeroIsRefused() throws Exception {
        Object tcp = guest.ok("wasi:sockets/tcp-create-socket#create-tcp-socket", IPV4);
        assertThat(guest.call(TCP + "set-keep-alive-enabled", tcp, true)).isEqualTo(WitResult.ok());
        assertThat(guest.ok(TCP + "keep-alive-enabled", tcp)).isEqualTo(true);
        assertThat(guest.call(TCP + "set-keep-alive-idle-time", tcp, 1L)).isEqualTo(WitResult.ok());
        assertThat(guest.ok(TCP + "keep-alive-idle-time", tcp)).isEqualTo(1_000_000_000L);
        assertThat(guest.call(TCP + "set-receive-buffer-size", tcp, 70_000L)).isEqualTo(WitResult.ok());
        assertThat(guest.ok(TCP + "receive-buffer-size", tcp)).isEqualTo(70_000L);
        assertThat(guest.get(TCP + "set-hop-limit", tcp, (byte) 0)).hasToString("err(invalid-argument)");
        assertThat(guest.get(TCP + "set-send-buffer-size", tcp, 0L)).hasToString("err(invalid-argument)");
        assertThat(guest.get(TCP + "set-listen-backlog-size", tcp, 0L)).hasToString("err(invalid-argument)");
        assertThat(guest.get(TCP + "address-family", tcp)).hasToString("ipv4");
        assertThat(guest.get(TCP + "local-address", tcp)).hasToString("err(invalid-state)");
    }

    @Test
    void datagramsGoBothWays() throws Exception {
        try (DatagramSocket peer = new DatagramSocket(0, loopback)) {
            grant("127.0.0.1:0");
            Object udp = guest.ok("wasi:sockets/udp-create-socket#create-udp-socket", IPV4);
            guest.call(UDP + "start-bind", udp, network, local(0));
            assertThat(guest.call(UDP + "finish-bind", udp)).isEqualTo(WitResult.ok());
            List<?> streams = (List<?>) guest.ok(UDP + "stream", udp, Optional.empty());
            assertThatThrownBy(() -> guest.call(UDP + "stream", udp, Optional.empty()))
                    .isInstanceOf(GuestTrapException.class);
            Object datagram = datagram("hi", Optional.of(local(peer.getLocalPort())));
            assertThatThrownBy(() -> send(streams.get(1), datagram)).isInstanceOf(GuestTrapException.class);
            assertThat((Long) guest.ok("wasi:sockets/udp#[method]outgoing-datagram-stream.check-send", streams.get(1)))
                    .isPositive();
            assertThat(send(streams.get(1), datagram)).hasToString("ok(1)");
            DatagramPacket received = new DatagramPacket(new byte[10], 10);
            peer.receive(received);
            assertThat(received.getLength()).isEqualTo(2);
            peer.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, received.getSocketAddress()));
            await(guest.get("wasi:sockets/udp#[method]incoming-datagram-stream.subscribe", streams.get(0)));
            List<?> in = (List<?>)
                    guest.ok("wasi:sockets/udp#[method]incoming-datagram-stream.receive", streams.get(0), 10L);
            assertThat((byte[]) ((WitRecord) in.get(0)).get("data")).containsExactly(1, 2, 3);
            assertThat(send(streams.get(1), datagram("x", Optional.empty()))).hasToString("err(invalid-argument)");
            assertThat(send(streams.get(1), datagram("x", Optional.of(address(10, 0, 0, 1, 9)))))
                    .hasToString("err(access-denied)");
        }
    }

    @Test
    void grantedNamesAreLookedUp() throws Exception {
        guest.grants(ComponentGrants.builder().nameLookup(true).build());
        Object lookup = guest.ok(LOOKUP + "resolve-addresses", network, "127.0.0.1");
        await(guest.get(LOOKUP + "[method]resolve-address-stream.subscribe", lookup));
        String next = LOOKUP + "[method]resolve-address-stream.resolve-next-address";
        assertThat(guest.ok(next, lookup)).hasToString("Optional[ipv4([127, 0, 0, 1])]");
        assertThat(guest.ok(next, lookup)).isEqualTo(Optional.empty());
        assertThat(guest.get(LOOKUP + "resolve-addresses", network, "no spaces please"))
                .hasToString("err(invalid-argument)");
    }

    private void grant(String... addresses) {
        ComponentGrants.Builder grants = ComponentGrants.builder();
        for (String address : addresses) {
            grants.socketAddress(address);
        }
        guest.grants(grants.build());
    }

    private void await(Object pollable) throws Exception {
        guest.call("wasi:io/poll#[method]pollable.block", pollable);
    }

    private Object send(Object stream, Object datagram) throws Exception {
        return guest.get("wasi:sockets/udp#[method]outgoing-datagram-stream.send", stream, List.of(datagram));
    }

    private static Object datagram(String text, Optional<Object> to) {
        WitType.RecordOf type = (WitType.RecordOf) FakeGuest.type("wasi:sockets/udp", "outgoing-datagram");
        return WitRecord.of(type, text.getBytes(UTF_8), to);
    }

    private static WitEnum shutdown(String how) {
        return WitEnum.of((WitType.EnumOf) FakeGuest.type("wasi:sockets/tcp", "shutdown-type"), how);
    }

    private static WitVariant local(int port) {
        return address(127, 0, 0, 1, port);
    }

    private static WitVariant address(int a, int b, int c, int d, int port) {
        WitType.RecordOf four = (WitType.RecordOf) FakeGuest.type("wasi:sockets/network", "ipv4-socket-address");
        WitType.VariantOf address = (WitType.VariantOf) FakeGuest.type("wasi:sockets/network", "ip-socket-address");
        List<Object> ip = List.of((byte) a, (byte) b, (byte) c, (byte) d);
        return WitVariant.of(address, "ipv4", WitRecord.of(four, (short) port, ip));
    }

    private static WitVariant address6(int port, Object... groups) {
        WitType.RecordOf six = (WitType.RecordOf) FakeGuest.type("wasi:sockets/network", "ipv6-socket-address");
        WitType.VariantOf address = (WitType.VariantOf) FakeGuest.type("wasi:sockets/network", "ip-socket-address");
        List<Object> ip =
                Stream.of(groups).<Object>map(g -> ((Integer) g).shortValue()).toList();
        return WitVariant.of(address, "ipv6", WitRecord.of(six, (short) port, 0, ip, 0));
    }

    private static int port(Object address) {
        Object record = ((WitVariant) address).payload();
        return record instanceof WitRecord r ? Short.toUnsignedInt((Short) r.get("port")) : -1;
    }
}
