package org.latticehost.wasi.internal.sockets;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.store.Declarations;

/** Addresses in the guest's form and in Java's. */
final class Addresses {
    private static final WitInterface TYPES = Declarations.of("wasi:sockets/network@0.2.6");
    private static final WitType.VariantOf IP = (WitType.VariantOf) TYPES.type("ip-address");
    private static final WitType.VariantOf SOCKET = (WitType.VariantOf) TYPES.type("ip-socket-address");
    private static final WitType.RecordOf SOCKET4 = (WitType.RecordOf) TYPES.type("ipv4-socket-address");
    private static final WitType.RecordOf SOCKET6 = (WitType.RecordOf) TYPES.type("ipv6-socket-address");
    private static final WitType.EnumOf FAMILY = (WitType.EnumOf) TYPES.type("ip-address-family");

    private static final InetAddress BROADCAST = fromBytes(new byte[] {-1, -1, -1, -1});

    private Addresses() {}

    static StandardProtocolFamily family(WitEnum family) {
        return family.label().equals("ipv4") ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    static WitEnum family(StandardProtocolFamily family) {
        return WitEnum.of(FAMILY, family == StandardProtocolFamily.INET ? "ipv4" : "ipv6");
    }

    /**
     * A socket address of the guest.
     *
     * @throws NetFailure if it is of another family, or an IPv4 address in the clothes of an IPv6 one, old or new
     */
    static InetSocketAddress fromGuest(Object address, StandardProtocolFamily family) throws NetFailure {
        WitVariant variant = (WitVariant) address;
        boolean four = variant.name().equals("ipv4");
        if (four != (family == StandardProtocolFamily.INET) || !(variant.payload() instanceof WitRecord record)) {
            throw NetFailure.invalidArgument();
        }
        InetAddress ip = fromParts((List<?>) record.get("address"), four ? 1 : 2);
        // Java makes an Inet4Address of a mapped one.
        if (!four && (ip instanceof Inet4Address || compatible(ip))) {
            throw NetFailure.invalidArgument();
        }
        return new InetSocketAddress(ip, Short.toUnsignedInt((Short) record.get("port")));
    }

    /** Whether it is {@code ::a.b.c.d}, which no system treats like another: deprecated since 2006. */
    private static boolean compatible(InetAddress ip) {
        return ip instanceof Inet6Address six
                && six.isIPv4CompatibleAddress()
                && !six.isAnyLocalAddress()
                && !six.isLoopbackAddress();
    }

    /**
     * Whether a socket of that family can have it at the other end. Sockets of WASI are for one family, while Java lets one
     * for IPv6 take part in IPv4.
     */
    static boolean fits(SocketAddress remote, StandardProtocolFamily family) {
        return family == StandardProtocolFamily.INET
                || !(remote instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet4Address);
    }

    /** Whether a connection can have it at one of its ends. */
    static boolean unicast(InetAddress ip) {
        return !ip.isMulticastAddress() && !BROADCAST.equals(ip);
    }

    static WitVariant toGuest(InetSocketAddress address) {
        Short port = (short) address.getPort();
        return address.getAddress() instanceof Inet6Address six
                ? WitVariant.of(SOCKET, "ipv6", WitRecord.of(SOCKET6, port, 0, parts(six), six.getScopeId()))
                : WitVariant.of(SOCKET, "ipv4", WitRecord.of(SOCKET4, port, parts(address.getAddress())));
    }

    static WitVariant ipToGuest(InetAddress address) {
        return WitVariant.of(IP, address instanceof Inet6Address ? "ipv6" : "ipv4", parts(address));
    }

    private static InetAddress fromParts(List<?> parts, int bytesEach) {
        byte[] bytes = new byte[parts.size() * bytesEach];
        for (int i = 0; i < parts.size(); i++) {
            int part = ((Number) parts.get(i)).intValue();
            for (int j = 0; j < bytesEach; j++) {
                bytes[i * bytesEach + j] = (byte) (part >>> (8 * (bytesEach - 1 - j)));
            }
        }
        return fromBytes(bytes);
    }

    private static InetAddress fromBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(bytes.length + " bytes are no address", e);
        }
    }

    private static List<Object> parts(InetAddress address) {
        byte[] bytes = address.getAddress();
        List<Object> parts = new ArrayList<>();
        if (bytes.length == 4) {
            for (byte b : bytes) {
                parts.add(b);
            }
        } else {
            for (int i = 0; i < bytes.length; i += 2) {
                parts.add((short) ((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
            }
        }
        return parts;
    }
}
