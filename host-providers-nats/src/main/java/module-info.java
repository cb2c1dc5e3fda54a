import org.latticehost.natsproviders.BlobStoreNatsProviderFactory;
import org.latticehost.natsproviders.KeyValueNatsProviderFactory;
import org.latticehost.natsproviders.MessagingNatsProviderFactory;

/** Built-in capability providers on NATS. */
module org.latticehost.natsproviders {
    requires static org.jspecify;
    requires transitive org.latticehost.host;
    requires org.latticehost.nats;
    requires org.latticehost.providers;
    requires org.slf4j;

    exports org.latticehost.natsproviders;

    provides org.latticehost.host.spi.CapabilityProviderFactory with
            BlobStoreNatsProviderFactory,
            KeyValueNatsProviderFactory,
            MessagingNatsProviderFactory;
}
