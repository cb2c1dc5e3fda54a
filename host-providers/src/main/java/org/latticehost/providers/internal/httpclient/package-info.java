/**
 * The HTTP client: requests of components to where their links allow.
 *
 * <p>Sent with Jetty's client, because that reads an answer while it still sends the request, which the JDK's does not
 * over HTTP/1.1. {@code Messages} translates the head, {@code PipeContent} is the body that Jetty takes from the guest,
 * {@code Sending} hands the answer to the guest. Nothing here blocks or owns a thread for a request.
 */
@NullMarked
package org.latticehost.providers.internal.httpclient;

import org.jspecify.annotations.NullMarked;
