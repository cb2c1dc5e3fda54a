package org.latticehost.core.internal.ctl;

import io.opentelemetry.context.Context;

/**
 * A request that arrived.
 *
 * @param operation noun and verb: {@code component.scale}
 * @param argument the token after them, empty if there is none: a host or the name of configuration
 * @param payload as sent
 * @param telemetry of the request's span
 */
@SuppressWarnings("ArrayRecordComponent") // shared with the transport, as payloads are
record ControlRequest(String operation, String argument, byte[] payload, Context telemetry) {}
