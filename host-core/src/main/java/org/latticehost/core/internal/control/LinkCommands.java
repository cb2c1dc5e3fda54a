package org.latticehost.core.internal.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.latticehost.core.internal.config.ConfigStore;
import org.latticehost.core.internal.event.EventPublisher;
import org.latticehost.core.internal.link.LinkJson;
import org.latticehost.core.internal.link.LinkStore;
import org.latticehost.core.internal.provider.ProviderTable;
import org.latticehost.core.internal.thread.Lanes;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.Link;

/** Put and delete of links, in order for each source. Thread-safe; the work blocks the lane's thread. */
final class LinkCommands {
    private final LinkStore links;
    private final ConfigStore configs;
    private final ProviderTable providers;
    private final EventPublisher events;
    private final Lanes lanes;
    private final LinkMessages messages;

    LinkCommands(
            LinkStore links,
            ConfigStore configs,
            ProviderTable providers,
            EventPublisher events,
            LinkMessages messages,
            Lanes lanes) {
        this.messages = messages;
        this.links = links;
        this.configs = configs;
        this.providers = providers;
        this.events = events;
        this.lanes = lanes;
    }

    /**
     * Puts a link; completes when it is stored and the providers here have been told.
     *
     * @param replace whether it takes the place of links that lead any of its interfaces elsewhere
     * @return why a provider on this host does not serve it, though it is stored; empty if all is well
     */
    CompletableFuture<Optional<RuntimeException>> put(Link link, boolean replace) {
        return lanes.submit("link/" + link.source(), () -> {
            LinkStore.Replaced replaced = LinkStore.Replaced.NOTHING;
            try {
                checkConfig(link);
                if (replace) {
                    replaced = links.replace(link);
                } else {
                    links.put(link);
                }
                replaced.gone().forEach(messages::removed);
                messages.put(link);
            } catch (RuntimeException e) {
                events.tell("linkdef_set_failed", EventData.linkSetFailed(link, e));
                throw e;
            }
            Set<String> ends = new HashSet<>(ends(link));
            replaced.all().forEach(each -> ends.add(each.target()));
            providers.linksChanged(ends, false).join();
            replaced.gone().forEach(each -> events.publish("linkdef_deleted", EventData.linkDeleted(each)));
            replaced.reduced().forEach(each -> events.publish("linkdef_set", LinkJson.write(each)));
            events.publish("linkdef_set", LinkJson.write(link));
            return providers.failure(link);
        });
    }

    /** Removes a link; completes when the providers here have been told. */
    CompletableFuture<LinkStore.Removal> delete(String sourceId, String witNamespace, String witPackage, String name) {
        return lanes.submit("link/" + sourceId, () -> {
            LinkStore.Removal removal = links.remove(sourceId, witNamespace, witPackage, name);
            if (removal.removed().isPresent()) {
                Link link = removal.removed().get();
                messages.removed(link);
                providers.linksChanged(ends(link), false).join();
            }
            if (removal.specExisted()) {
                events.publish(
                        "linkdef_deleted", EventData.linkDeleted(sourceId, witNamespace, witPackage, name, removal));
            }
            return removal;
        });
    }

    private static Set<String> ends(Link link) {
        return link.source().equals(link.target()) ? Set.of(link.source()) : Set.of(link.source(), link.target());
    }

    private void checkConfig(Link link) {
        List<String> names = new ArrayList<>(link.sourceConfig());
        names.addAll(link.targetConfig());
        StringBuilder problems = new StringBuilder();
        for (String name : names) {
            try {
                if (configs.read(name).isEmpty()) {
                    problems.append(name.startsWith("SECRET") ? "Secret reference " : "Configuration ")
                            .append(name)
                            .append(" not found in config store. ");
                }
            } catch (HostException e) {
                problems.append(e.getMessage()).append(". ");
            }
        }
        if (!problems.isEmpty()) {
            throw new LinkException(ErrorCode.NOT_FOUND, "Failed to validate configuration and secrets. " + problems);
        }
    }
}
