package org.latticehost.providers.internal.http;

import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. Called concurrently. */
@FunctionalInterface
interface RouteTable {

    Match find(Request request);

    /**
     * A route, or why there is none.
     *
     * @param status of the answer when there is no route
     * @param text of that answer
     */
    record Match(@Nullable Route route, int status, String text) {
        static final Match NOTHING = refuse(404, "");

        static Match to(Route route) {
            return new Match(route, 200, "");
        }

        static Match refuse(int status, String text) {
            return new Match(null, status, text);
        }
    }
}
