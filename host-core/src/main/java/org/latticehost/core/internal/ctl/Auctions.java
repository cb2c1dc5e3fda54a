package org.latticehost.core.internal.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.model.HostInventory;

/**
 * Asks which hosts would run something: those whose labels match answer, others stay silent.
 *
 * <p>The answer to a component auction carries the reference also as id, and comes from hosts that run the component
 * already: so do the answers of other hosts, and schedulers count on one from the only host there is.
 */
final class Auctions {
    private final ControlHost host;

    Auctions(ControlHost host) {
        this.host = host;
    }

    void addTo(Map<String, Handler> handlers) {
        handlers.put(
                "component.auction",
                Handler.reading(
                        "failed to deserialize component auction command",
                        payload -> Requests.Auction.read(payload, "component"),
                        (request, body) -> component(body)));
        handlers.put(
                "provider.auction",
                Handler.reading(
                        "failed to deserialize provider auction command",
                        payload -> Requests.Auction.read(payload, "provider"),
                        (request, body) -> provider(body)));
    }

    private CompletionStage<Answer> component(Requests.Auction body) {
        if (!matches(host.commands().inventory(), body)) {
            return Answer.silence();
        }
        ObjectNode node = Json.object();
        node.put("component_ref", body.reference());
        node.put("component_id", body.reference());
        node.put("host_id", host.facts().id());
        node.set("constraints", Json.object(body.constraints()));
        return Answer.now(Reply.data(node));
    }

    private CompletionStage<Answer> provider(Requests.Auction body) {
        HostInventory inventory = host.commands().inventory();
        if (!matches(inventory, body) || inventory.provider(body.id()).isPresent()) {
            return Answer.silence();
        }
        ObjectNode node = Json.object();
        node.put("host_id", host.facts().id());
        node.put("provider_ref", body.reference());
        node.put("provider_id", body.id());
        node.set("constraints", Json.object(body.constraints()));
        return Answer.now(Reply.data(node));
    }

    private static boolean matches(HostInventory inventory, Requests.Auction body) {
        return inventory.labels().entrySet().containsAll(body.constraints().entrySet());
    }
}
