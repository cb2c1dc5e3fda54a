package org.latticehost.providers.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.providers.backend.BackendLink;

/** What a component is subscribed to: {@code subject}, or {@code subject|queue} for a share, joined by commas. */
final class Subscriptions {
    private Subscriptions() {}

    private record Subscription(String subject, Optional<String> queueGroup) {}

    static void open(BackendLink link, MessageBroker broker, Consumer<BrokerMessage> receiver) {
        for (Subscription each : parse(link.text("subscriptions").orElse(""))) {
            try {
                broker.subscribe(each.subject, each.queueGroup, receiver);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("subscriptions: " + e.getMessage(), e);
            }
        }
    }

    private static List<Subscription> parse(String text) {
        List<Subscription> all = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            String[] parts = item.strip().split("\\|", -1);
            if (parts.length > 2 || (parts.length == 2 && parts[1].isBlank())) {
                throw new ConfigurationException(
                        "subscriptions must be subjects, or subject|queue, joined by commas; got '" + item.strip()
                                + "'");
            }
            if (!parts[0].isBlank()) {
                all.add(new Subscription(
                        parts[0].strip(), parts.length == 2 ? Optional.of(parts[1].strip()) : Optional.empty()));
            }
        }
        return all;
    }
}
