package org.latticehost.core.internal.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.latticehost.core.internal.control.EventData;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.model.HostInventory;

/** Requests about the host itself: {@code host.*} and {@code label.*}. */
final class HostRequests {
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final BigInteger LONGEST_STOP_MILLIS =
            BigInteger.valueOf(Duration.ofDays(365).toMillis());

    private final ControlHost host;

    HostRequests(ControlHost host) {
        this.host = host;
    }

    void addTo(Map<String, Handler> handlers) {
        handlers.put("host.ping", request -> Answer.now(Reply.data(ping())));
        handlers.put(
                "host.get.",
                request -> Answer.now(
                        Reply.data(EventData.inventory(host.commands().inventory()))));
        handlers.put(
                "host.stop.",
                Handler.reading("failed to deserialize stop command", Requests.HostStop::read, this::stop));
        handlers.put(
                "label.put.",
                Handler.reading(
                        "failed to deserialize put label request",
                        Requests.LabelPut::read,
                        (request, body) -> host.commands()
                                .putLabel(body.key(), body.value(), request.telemetry())
                                .thenApply(done -> Answer.of(Reply.done("successfully put label")))));
        handlers.put(
                "label.del.",
                Handler.reading(
                        "failed to deserialize delete label request",
                        Requests.LabelDelete::read,
                        (request, body) -> host.commands()
                                .deleteLabel(body.key(), request.telemetry())
                                .thenApply(found -> Answer.of(Reply.done(
                                        found
                                                ? "successfully deleted label"
                                                : "successfully deleted label (no such label)")))));
    }

    private ObjectNode ping() {
        HostInventory inventory = host.commands().inventory();
        ObjectNode node = Json.object();
        node.put("rpc_host", host.transport().rpcUrl());
        node.put("ctl_host", host.transport().controlUrl());
        node.put("friendly_name", inventory.friendlyName());
        node.put("id", inventory.hostId());
        host.transport().domain().ifPresent(domain -> node.put("js_domain", domain));
        node.set("labels", Json.object(inventory.labels()));
        node.put("lattice", host.facts().lattice());
        EventData.uptime(node, inventory.uptime());
        node.put("version", inventory.version());
        return node;
    }

    private CompletionStage<Answer> stop(ControlRequest request, Requests.HostStop body) {
        for (String id :
                new String[] {body.hostId().isEmpty() ? request.argument() : body.hostId(), request.argument()}) {
            if (!id.equals(host.facts().id())) {
                return Answer.now(Reply.failed("invalid host_id [" + id + "]"));
            }
        }
        Duration grace = grace(body.timeoutMillis());
        return Answer.then(Reply.done("successfully handled stop host"), () -> {
            host.stop().accept(grace);
            return CompletableFuture.completedFuture(null);
        });
    }

    private static Duration grace(Optional<BigInteger> millis) {
        return millis.map(given ->
                        Duration.ofMillis(given.min(LONGEST_STOP_MILLIS).longValueExact()))
                .orElse(STOP);
    }
}
