package org.latticehost.providers.keyvalue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.SecretStore.Secret;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.internal.link.Links;

/**
 * Serves {@code wasi:keyvalue/store}, {@code atomics} and {@code batch} on any backend: the target of links, each with a
 * store of its own. As the source of a link it tells a component that exports {@code wasi:keyvalue/watcher} of changes, if
 * the backend can. Settings of a link win over those of the provider.
 *
 * <p>Thread-safe.
 */
public final class KeyValueProvider implements CapabilityProvider {
    private final Links<KeyValueStore> stores;
    private final Links<AutoCloseable> watches;
    private volatile @Nullable ProviderContext context;
    private volatile Map<String, String> defaults = Map.of();
    private volatile Map<String, Secret> secrets = Map.of();

    /**
     * A provider, not yet started.
     *
     * @param backend opens the store of each link
     */
    public KeyValueProvider(KeyValueBackend backend) {
        stores = new Links<>(resolved -> backend.open(BackendLink.of(resolved, defaults, secrets)));
        watches = new Links<>(resolved -> backend.watch(
                BackendLink.of(resolved, defaults, secrets),
                new WatcherCalls(
                        Objects.requireNonNull(context, "not started"),
                        resolved.link().target())));
    }

    @Override
    public void start(ProviderContext started) {
        context = started;
        defaults = started.config();
        secrets = started.secrets();
    }

    @Override
    public void linkAdded(ResolvedLink link) {
        check(link);
        of(link).add(link);
    }

    private static void check(ResolvedLink resolved) {
        Link link = resolved.link();
        if (!link.witNamespace().equals("wasi") || !link.witPackage().equals("keyvalue")) {
            throw new ProviderException(
                    ErrorCode.INVALID_REQUEST, "a key-value provider serves links for wasi:keyvalue, got " + link);
        }
        if (resolved.source() && !link.interfaces().contains("watcher")) {
            throw new ProviderException(
                    ErrorCode.INVALID_REQUEST,
                    "a key-value provider is the source of links for wasi:keyvalue/watcher only, got " + link);
        }
    }

    private Links<? extends AutoCloseable> of(ResolvedLink link) {
        return link.source() ? watches : stores;
    }

    @Override
    public void linkRemoved(ResolvedLink link) {
        of(link).remove(link);
    }

    @Override
    public void configUpdated(Map<String, String> config) {
        defaults = config; // for the links to come
    }

    @Override
    public List<WitInterface> offers() {
        return List.of(WireInterfaces.KEYVALUE_STORE, WireInterfaces.KEYVALUE_ATOMICS, WireInterfaces.KEYVALUE_BATCH);
    }

    @Override
    public Optional<HostInterface> serve(WitInterface wanted, ResolvedLink link) {
        return offers().stream().anyMatch(each -> each.name().equals(wanted.name()))
                ? Optional.of(KeyValueFunctions.of(wanted, stores.handle(link)))
                : Optional.empty();
    }

    @Override
    public void stop(Duration grace) {
        watches.close();
        stores.close();
    }
}
