package org.latticehost.host.http;

import java.util.Optional;

/**
 * A request. The head is immutable; the body is a pipe with one reader.
 *
 * @param method as on the wire: {@code GET}
 * @param scheme {@code http} or {@code https}, lower case
 * @param authority host and maybe port; empty only when the peer sent none
 * @param pathWithQuery what follows the authority, at least {@code /}
 * @param headers with no connection-level fields
 * @param body the body; already ended when there is none
 */
public record HttpRequest(
        String method,
        String scheme,
        Optional<String> authority,
        String pathWithQuery,
        HttpFields headers,
        BytePipe body) {

    /** The path without the query. */
    public String path() {
        int q = pathWithQuery.indexOf('?');
        return q < 0 ? pathWithQuery : pathWithQuery.substring(0, q);
    }
}
