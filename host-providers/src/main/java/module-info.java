import org.latticehost.providers.BlobStoreFsProviderFactory;
import org.latticehost.providers.BlobStoreMemoryProviderFactory;
import org.latticehost.providers.HttpClientProviderFactory;
import org.latticehost.providers.HttpServerProviderFactory;
import org.latticehost.providers.JettyHttpClientFactory;
import org.latticehost.providers.KeyValueMemoryProviderFactory;
import org.latticehost.providers.MessagingMemoryProviderFactory;

/** Built-in capability providers, each with an in-memory and a real backend. */
module org.latticehost.providers {
    requires static org.jspecify;
    requires transitive org.latticehost.host;
    requires com.fasterxml.jackson.databind;
    requires org.eclipse.jetty.client;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.server;
    requires org.slf4j;

    exports org.latticehost.providers;
    exports org.latticehost.providers.backend;
    exports org.latticehost.providers.blobstore;
    exports org.latticehost.providers.keyvalue;
    exports org.latticehost.providers.messaging;

    provides org.latticehost.host.spi.CapabilityProviderFactory with
            BlobStoreFsProviderFactory,
            BlobStoreMemoryProviderFactory,
            HttpClientProviderFactory,
            HttpServerProviderFactory,
            KeyValueMemoryProviderFactory,
            MessagingMemoryProviderFactory;
    provides org.latticehost.host.spi.OutgoingHttpClientFactory with
            JettyHttpClientFactory;
}
