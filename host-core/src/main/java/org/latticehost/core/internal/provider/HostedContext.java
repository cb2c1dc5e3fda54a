package org.latticehost.core.internal.provider;

import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.latticehost.core.internal.http.JdkClient;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.OutgoingHttp;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.SecretStore.Secret;

/** What a provider gets from this host. */
record HostedContext(
        String hostId,
        String lattice,
        String providerId,
        Map<String, String> config,
        Map<String, Secret> secrets,
        OpenTelemetry telemetry,
        MessageBus rpc,
        Executor threads,
        long guestStackBytes,
        Function<String, ComponentTarget> components)
        implements ProviderContext {

    @Override
    public OutgoingHttp httpClient(Optional<SSLContext> tls) {
        return new JdkClient(threads, tls);
    }

    @Override
    public ComponentTarget component(String componentId) {
        return components.apply(componentId);
    }
}
