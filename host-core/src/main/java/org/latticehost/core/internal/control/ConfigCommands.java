package org.latticehost.core.internal.control;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.config.ConfigStore;
import org.latticehost.core.internal.event.EventPublisher;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.thread.Lanes;

/** Put, get and delete of named configuration, in order for each name. Thread-safe; the work blocks the lane's thread. */
final class ConfigCommands {
    private final ConfigStore configs;
    private final EventPublisher events;
    private final Lanes lanes;

    ConfigCommands(ConfigStore configs, EventPublisher events, Lanes lanes) {
        this.configs = configs;
        this.events = events;
        this.lanes = lanes;
    }

    CompletableFuture<@Nullable Void> put(String name, Map<String, String> values) {
        return put(name, Json.bytes(Json.object(values)));
    }

    /** Stores bytes that have been found to be a map of texts. */
    CompletableFuture<@Nullable Void> put(String name, byte[] values) {
        return lanes.submit("config/" + name, () -> {
            configs.put(name, values);
            events.publish("config_set", EventData.config(name));
            return null;
        });
    }

    CompletableFuture<Optional<Map<String, String>>> get(String name) {
        return lanes.submit("config/" + name, () -> configs.read(name));
    }

    CompletableFuture<@Nullable Void> delete(String name) {
        return lanes.submit("config/" + name, () -> {
            configs.delete(name);
            events.publish("config_deleted", EventData.config(name));
            return null;
        });
    }
}
