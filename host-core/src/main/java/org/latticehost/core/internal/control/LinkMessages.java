package org.latticehost.core.internal.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.latticehost.core.internal.config.ConfigStore;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.link.LinkJson;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the providers at both ends of a link, wherever they run, that it was made or removed. Thread-safe; blocks. */
final class LinkMessages {
    private static final Logger LOG = LoggerFactory.getLogger(LinkMessages.class);

    private final MessageBus rpc;
    private final String prefix;
    private final ConfigStore configs;

    LinkMessages(MessageBus rpc, String lattice, ConfigStore configs) {
        this.rpc = rpc;
        this.prefix = "wasmbus.rpc." + lattice + ".";
        this.configs = configs;
    }

    /** Tells of a link with its configuration, unless a part of that is secret: then only its host tells a provider. */
    void put(Link link) {
        boolean secret = Stream.concat(link.sourceConfig().stream(), link.targetConfig().stream())
                .anyMatch(name -> name.startsWith("SECRET"));
        if (!secret) {
            send(link, "put", resolve(link.sourceConfig()), resolve(link.targetConfig()));
        }
    }

    void removed(Link link) {
        send(link, "del", Map.of(), Map.of());
    }

    private Map<String, String> resolve(List<String> names) {
        try {
            return configs.resolve(names);
        } catch (HostException e) {
            throw new LinkException(e.code(), "failed to resolve link config", e);
        }
    }

    private void send(Link link, String verb, Map<String, String> sourceConfig, Map<String, String> targetConfig) {
        ObjectNode node = LinkJson.write(link);
        node.set("source_config", Json.object(sourceConfig));
        node.set("target_config", Json.object(targetConfig));
        node.putNull("source_secrets");
        node.putNull("target_secrets");
        byte[] bytes = Json.bytes(node);
        for (String id : List.of(link.source(), link.target())) {
            try {
                rpc.publish(LatticeMessage.of(prefix + id + ".linkdefs." + verb, bytes));
            } catch (HostException | IllegalArgumentException e) {
                // The link is stored, and every host reads it from there; only providers of old learn it from here.
                LOG.atWarn()
                        .addKeyValue("link", link)
                        .addKeyValue("error", e.toString())
                        .log("link not announced");
            }
        }
    }
}
