package org.latticehost.wasi.internal.sockets;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticehost.host.model.ComponentGrants;

/** Which addresses a component may use: {@link ComponentGrants#socketAddresses}, and no other. */
final class SocketPolicy {
    // Numbers only: a name in a grant would be looked up, and could change its meaning.
    private static final Pattern GRANT =
            Pattern.compile("(?:\\[(?<six>[0-9A-Fa-f:.%]+)]|(?<four>[0-9.]+)):(?<port>[0-9]{1,5})");

    private SocketPolicy() {}

    /**
     * Lets a granted address pass.
     *
     * @throws NetFailure if it is not granted
     */
    static void check(ComponentGrants grants, InetSocketAddress wanted) throws NetFailure {
        List<String> granted = grants.socketAddresses();
        for (String grant : granted) {
            if (matches(grant, wanted)) {
                return;
            }
        }
        throw NetFailure.denied();
    }

    private static boolean matches(String grant, InetSocketAddress wanted) {
        Matcher m = GRANT.matcher(grant);
        if (!m.matches()) {
            return false;
        }
        int port = Integer.parseInt(m.group("port"));
        if (port != 0 && port != wanted.getPort()) {
            return false;
        }
        try {
            String ip = m.group("six") == null ? m.group("four") : m.group("six");
            return InetAddress.getByName(ip).equals(wanted.getAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
