package org.latticehost.providers.internal.httpclient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.http.HttpRequest;

/** Where requests may go: {@code host}, {@code *.domain}, {@code host:port}, joined by commas. Immutable. */
final class AllowedHosts {
    /** The key in configuration. */
    static final String KEY = "allowed_hosts";

    private final Optional<List<Pattern>> patterns;

    private AllowedHosts(Optional<List<Pattern>> patterns) {
        this.patterns = patterns;
    }

    private record Pattern(String host, boolean below, int port) {
        boolean covers(String askedHost, int askedPort) {
            boolean same =
                    below ? askedHost.endsWith(host) && askedHost.length() > host.length() : askedHost.equals(host);
            return same && (port < 0 || port == askedPort);
        }
    }

    /** What a configuration allows: everything if it does not say. */
    static AllowedHosts of(Map<String, String> config) {
        return new AllowedHosts(Optional.ofNullable(config.get(KEY)).map(AllowedHosts::parse));
    }

    private static List<Pattern> parse(String text) {
        List<Pattern> all = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            String each = item.strip().toLowerCase(Locale.ROOT);
            if (!each.isEmpty()) {
                all.add(pattern(each));
            }
        }
        return all;
    }

    private static Pattern pattern(String text) {
        int colon = portColon(text);
        String host = colon < 0 ? text : text.substring(0, colon);
        boolean below = host.startsWith("*.");
        String name = below ? host.substring(1) : host;
        if (name.length() < (below ? 2 : 1)
                || name.indexOf('*') >= 0
                || name.indexOf('/') >= 0
                || name.indexOf('@') >= 0) {
            throw wrong(text);
        }
        return new Pattern(name, below, colon < 0 ? -1 : port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(text);
    }

    private static ConfigurationException wrong(String text) {
        return new ConfigurationException(
                KEY + " must be hosts as 'example.com', '*.example.com' or 'example.com:8443', got '" + text + "'");
    }

    /** Where the port begins, before which an IPv6 address may have colons of its own; -1 if there is none. */
    private static int portColon(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : -1;
    }

    private static boolean ofHostAndPort(int c) {
        return c > ' ' && c != 0x7f && "@/?#\\".indexOf(c) < 0;
    }

    /** Whether a request may be sent. */
    boolean cover(HttpRequest request) {
        if (patterns.isEmpty()) {
            return true;
        }
        String authority = request.authority().orElse("").toLowerCase(Locale.ROOT);
        if (authority.isEmpty() || !authority.chars().allMatch(AllowedHosts::ofHostAndPort)) {
            return false; // a user name, or what begins a path, could look like a host
        }
        int colon = portColon(authority);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        int standard = request.scheme().equals("https") ? 443 : 80;
        try {
            int port = colon < 0 ? standard : Integer.parseInt(authority.substring(colon + 1));
            return patterns.get().stream().anyMatch(each -> each.covers(host, port));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
