package org.latticehost.providers.internal.messaging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.messaging.MessageBroker;
import org.latticehost.providers.messaging.MessagingBackend;

/** Brokers that live as long as their provider. Links of the same namespace hear each other. Thread-safe. */
public final class MemoryMessaging implements MessagingBackend {
    private final Map<String, MemoryBus> namespaces = new ConcurrentHashMap<>();

    @Override
    public MessageBroker open(BackendLink link) {
        return new MemoryBroker(
                namespaces.computeIfAbsent(link.text("namespace").orElse("default"), name -> new MemoryBus()));
    }
}
