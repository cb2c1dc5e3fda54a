package org.latticehost.core.internal.ctl;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.latticehost.core.internal.control.Commands;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.link.LinkJson;

/** {@code link.*} and {@code claims.get}: one host of the lattice serves each, from what all of them know. */
final class LinkRequests {
    private static final String MALFORMED = "failed to deserialize wrpc link definition";

    private final Commands commands;

    LinkRequests(Commands commands) {
        this.commands = commands;
    }

    void addTo(Map<String, Handler> handlers) {
        handlers.put(
                "link.put",
                Handler.reading(
                        MALFORMED,
                        Requests.LinkPut::read,
                        (request, put) -> commands.putLink(put.link(), put.replace(), request.telemetry())
                                .thenApply(stored -> Answer.of(Reply.done("successfully set link")))));
        handlers.put("link.del", Handler.reading(MALFORMED, Requests.LinkDelete::read, this::delete));
        handlers.put("link.get", request -> {
            ArrayNode links = Json.array();
            commands.links().forEach(link -> links.add(LinkJson.write(link)));
            return Answer.now(Reply.data(links));
        });
        handlers.put("claims.get", request -> {
            ArrayNode claims = Json.array();
            commands.claims().forEach(each -> claims.add(Json.object(each)));
            return Answer.now(Reply.data(claims));
        });
    }

    private CompletionStage<Answer> delete(ControlRequest request, Requests.LinkDelete body) {
        return commands.deleteLink(
                        body.sourceId(), body.witNamespace(), body.witPackage(), body.name(), request.telemetry())
                .thenApply(removal -> Answer.of(Reply.done(
                        removal.specExisted()
                                ? "successfully deleted link"
                                : "successfully deleted link (spec doesn't exist)")));
    }
}
