package org.latticehost.providers.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.function.Consumer;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.providers.backend.BackendLink;

/**
 * The streams whose messages a component gets: a JSON array of {@code {"stream", "consumer", "max_messages",
 * "max_bytes"}}.
 */
final class StreamConsumers {
    private static final String KEY = "consumers";
    private static final int BATCH = 200;
    private static final int MAX_BATCH = 10_000;

    private StreamConsumers() {}

    static void open(BackendLink link, MessageBroker broker, Consumer<BrokerMessage> receiver) {
        Optional<String> text = link.text(KEY);
        if (text.isEmpty()) {
            return;
        }
        for (JsonNode each : array(text.get())) {
            broker.consume(
                    name(each, "stream"),
                    name(each, "consumer"),
                    number(each, "max_messages", MAX_BATCH, BATCH),
                    number(each, "max_bytes", Integer.MAX_VALUE, 0),
                    receiver);
        }
    }

    private static JsonNode array(String text) {
        JsonNode all;
        try {
            all = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(KEY + " is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!all.isArray()) {
            throw new ConfigurationException(KEY + " must be an array of {\"stream\", \"consumer\"}");
        }
        return all;
    }

    private static String name(JsonNode entry, String member) {
        JsonNode value = entry.path(member);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new ConfigurationException(KEY + ": '" + member + "' must be a name, got " + entry);
        }
        return value.textValue();
    }

    private static int number(JsonNode entry, String member, int max, int fallback) {
        JsonNode value = entry.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isIntegralNumber() || value.longValue() < 1 || value.longValue() > max) {
            throw new ConfigurationException(KEY + ": '" + member + "' must be from 1 to " + max + ", got " + value);
        }
        return value.intValue();
    }
}
