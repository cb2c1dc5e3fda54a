package org.latticehost.providers.blobstore;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Serves {@code wasi:blobstore} on any backend to components of this host and of others: the target of links, each with a
 * store of its own. Settings of a link win over those of the provider.
 *
 * <p>Thread-safe.
 */
public final class BlobStoreProvider implements CapabilityProvider {
    private final Links<BlobStore> stores;
    private final Transfers transfers = new Transfers();
    private volatile Map<String, String> defaults = Map.of();
    private volatile Map<String, Secret> secrets = Map.of();

    /**
     * A provider, not yet started.
     *
     * @param backend opens the store of each link
     */
    public BlobStoreProvider(BlobBackend backend) {
        stores = new Links<>(resolved -> backend.open(BackendLink.of(resolved, defaults, secrets)));
    }

    @Override
    public void start(ProviderContext context) {
        defaults = context.config();
        secrets = context.secrets();
    }

    @Override
    public void linkAdded(ResolvedLink resolved) {
        Link link = resolved.link();
        if (!link.witNamespace().equals("wasi")
                || !link.witPackage().equals("blobstore")
                || !link.interfaces().contains("blobstore")) {
            throw new ProviderException(
                    ErrorCode.INVALID_REQUEST,
                    "a blob store is the target of links for wasi:blobstore/blobstore, got " + link);
        }
        stores.add(resolved);
    }

    @Override
    public void linkRemoved(ResolvedLink link) {
        stores.remove(link);
    }

    @Override
    public void configUpdated(Map<String, String> config) {
        defaults = config; // for the links to come
    }

    @Override
    public List<WitInterface> offers() {
        return List.of(WireInterfaces.BLOBSTORE);
    }

    @Override
    public Optional<HostInterface> serve(WitInterface wanted, ResolvedLink link) {
        return wanted.name().equals(WireInterfaces.BLOBSTORE.name())
                ? Optional.of(BlobFunctions.of(wanted, stores.handle(link), transfers))
                : Optional.empty();
    }

    @Override
    public void stop(Duration grace) {
        transfers.stop(grace);
        stores.close();
    }
}
