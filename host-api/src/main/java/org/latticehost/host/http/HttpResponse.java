package org.latticehost.host.http;

/**
 * A response. The head is immutable; the body is a pipe with one reader, and may still be written when the head is out.
 *
 * @param status 100 to 999
 * @param headers with no connection-level fields
 * @param body the body; already ended when there is none
 */
public record HttpResponse(int status, HttpFields headers, BytePipe body) {}
