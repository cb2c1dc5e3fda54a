package org.latticehost.host.spi;

import org.latticehost.host.http.HttpHandler;

/**
 * Sends the HTTP requests of a guest ({@code wasi:http/outgoing-handler}): over its link, or with a client where that
 * is granted. Without this service every such request is answered with {@code HTTP-request-denied}.
 */
public interface OutgoingHttp extends HttpHandler {}
