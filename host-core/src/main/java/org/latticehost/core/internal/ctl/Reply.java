package org.latticehost.core.internal.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.json.Json;

/**
 * The answer to a request.
 *
 * @param success whether it was or will be done
 * @param message for people, may be empty
 * @param response data; left out on the wire if null, because clients that expect none fail on anything else
 */
record Reply(boolean success, String message, @Nullable JsonNode response) {

    static Reply data(JsonNode response) {
        return new Reply(true, "", response);
    }

    static Reply done(String message) {
        return new Reply(true, message, null);
    }

    static Reply failed(String message) {
        return new Reply(false, message, null);
    }

    byte[] bytes() {
        ObjectNode node = Json.object();
        node.put("success", success);
        node.put("message", message);
        if (response != null) {
            node.set("response", response);
        }
        return Json.bytes(node);
    }
}
