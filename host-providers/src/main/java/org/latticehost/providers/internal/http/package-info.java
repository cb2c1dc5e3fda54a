/**
 * The HTTP server: Jetty on one side, components on the other.
 *
 * <p>A request takes this way: {@code Dispatch} finds the {@code Route} that the listener's {@code RouteTable} has for
 * it and begins an {@code Exchange}. The exchange hands the head to the component; {@code RequestPump} moves the body
 * from Jetty into the request's pipe, {@code ResponseWriter} the body of the response from its pipe to Jetty. Nothing
 * here blocks or owns a thread for a request: each step runs on the thread that made it possible, be it one of Jetty's
 * or the guest's.
 */
@NullMarked
package org.latticehost.providers.internal.http;

import org.jspecify.annotations.NullMarked;
