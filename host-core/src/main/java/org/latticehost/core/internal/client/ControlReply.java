package org.latticehost.core.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/**
 * An answer of a host.
 *
 * @param success whether it did or will do it
 * @param message its words
 * @param data null if it sent none
 */
record ControlReply(
        boolean success, String message, @Nullable JsonNode data) {

    /**
     * Reads an answer; unknown fields are ignored.
     *
     * @throws HostException with code {@code PROTOCOL}
     */
    static ControlReply read(byte[] payload) {
        JsonNode node = Json.read(payload);
        if (!node.path("success").isBoolean() || !node.path("message").isTextual()) {
            throw malformed("an answer needs 'success' and 'message'");
        }
        return new ControlReply(
                node.get("success").booleanValue(),
                node.get("message").textValue(),
                node.hasNonNull("response") ? node.get("response") : null);
    }

    /** This, if it tells success. */
    ControlReply orFail(String operation) {
        if (!success) {
            throw new CommandException(
                    code(), message.isEmpty() ? operation + " was refused without a reason" : message);
        }
        return this;
    }

    /** That there is no data, as operations without a result promise. */
    ControlReply withoutData() {
        if (data != null) {
            throw malformed("data where none is expected");
        }
        return this;
    }

    /** The data that an operation promises. */
    JsonNode requireData() {
        if (data == null) {
            throw malformed("no data in an answer that needs it");
        }
        return data;
    }

    Optional<JsonNode> optionalData() {
        return Optional.ofNullable(data);
    }

    /** The protocol has no codes, only words. */
    private ErrorCode code() {
        if (message.contains("already")) {
            return ErrorCode.ALREADY_EXISTS;
        }
        return message.contains("not found") || message.contains("not running")
                ? ErrorCode.NOT_FOUND
                : ErrorCode.INVALID_REQUEST;
    }

    private static HostException malformed(String message) {
        return new HostException(ErrorCode.PROTOCOL, message);
    }
}
