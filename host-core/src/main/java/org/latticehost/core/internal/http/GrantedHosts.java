package org.latticehost.core.internal.http;

import java.util.List;
import java.util.Locale;
import org.latticehost.host.http.HttpRequest;

/** Whether a grant covers where a request goes. */
public final class GrantedHosts {
    private GrantedHosts() {}

    /**
     * Whether it does.
     *
     * @param granted {@code host}, for any port, or {@code host:port}
     */
    public static boolean cover(List<String> granted, HttpRequest request) {
        if (granted.isEmpty() || request.authority().isEmpty()) {
            return false;
        }
        String authority = request.authority().get().toLowerCase(Locale.ROOT);
        if (authority.indexOf('@') >= 0) {
            return false; // a user name could look like a host
        }
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        String host = port ? authority.substring(0, colon) : authority;
        String full = port ? authority : authority + (request.scheme().equals("https") ? ":443" : ":80");
        return granted.stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .anyMatch(each -> each.equals(host) || each.equals(full));
    }
}
