package org.latticehost.providers.internal.http;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;

/** Reads and writes {@code host:port}. */
final class Addresses {
    /** Where to listen when nothing is said. */
    static final String DEFAULT = "0.0.0.0:8000";

    private Addresses() {}

    /** An IP address or host name and a port from 0 to 65535; IPv6 in brackets. */
    static InetSocketAddress parse(String key, String text) {
        String trimmed = text.strip();
        int colon = trimmed.lastIndexOf(':');
        String host = colon < 1 ? "" : trimmed.substring(0, colon);
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        if (brackets) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || (host.indexOf(':') >= 0 && !brackets)) {
            throw bad(key, text, null);
        }
        InetSocketAddress address;
        try {
            address = new InetSocketAddress(host, Integer.parseInt(trimmed.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw bad(key, text, e);
        }
        if (address.isUnresolved()) {
            throw new ConfigurationException(key + " '" + text + "': the host name '" + host + "' is unknown");
        }
        return address;
    }

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static ConfigurationException bad(String key, String text, @Nullable Throwable cause) {
        return new ConfigurationException(
                key + " must be ADDRESS:PORT such as 127.0.0.1:8080 or [::1]:8080, got '" + text + "'", cause);
    }
}
