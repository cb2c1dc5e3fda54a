package org.latticehost.providers.internal.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;

/** The HTTP server as the host sees it: start, links, stop. Calls come one at a time, as its interface says. */
public final class HttpServerProvider implements CapabilityProvider {
    private @Nullable HttpServer server;
    private @Nullable Router router;

    @Override
    public void start(ProviderContext context) {
        try {
            Settings settings = Settings.of(context.config());
            InetSocketAddress address = Addresses.parse(
                    "default_address", settings.text("default_address").orElse(Addresses.DEFAULT));
            Optional<TableRouter.Mode> mode = mode(settings);
            Rules rules = Rules.of(settings);
            Tracing tracing = new Tracing(context.telemetry(), settings.flag("adopt_trace_context"));
            HttpServer started = new HttpServer(tracing, context.guestStackBytes());
            server = started;
            started.start();
            router = mode.isPresent()
                    ? table(mode.get(), settings, context, rules, started, address)
                    : new AddressRouter(started, context::component, address);
        } catch (HostException e) {
            throw new ProviderException(
                    e.code(), "the HTTP server '" + context.providerId() + "' cannot start: " + e.getMessage(), e);
        }
    }

    private static Router table(
            TableRouter.Mode mode,
            Settings settings,
            ProviderContext context,
            Rules rules,
            HttpServer server,
            InetSocketAddress address) {
        TableRouter router = new TableRouter(mode, settings.text("header").orElse("host"), context::component, rules);
        server.listen(address, router, rules.tls());
        return router;
    }

    private static Optional<TableRouter.Mode> mode(Settings settings) {
        String text = settings.text("routing_mode").orElse("address");
        return switch (text) {
            case "address" -> Optional.empty();
            case "path" -> Optional.of(TableRouter.Mode.PATH);
            case "host" -> Optional.of(TableRouter.Mode.HOST);
            default ->
                throw new ConfigurationException(
                        "unknown routing_mode '" + text + "'; it must be address, path or host");
        };
    }

    @Override
    public void linkAdded(ResolvedLink resolved) {
        serve(resolved, running -> running.add(resolved));
    }

    @Override
    public void linkReplaced(ResolvedLink before, ResolvedLink after) {
        try {
            check(after);
        } catch (ProviderException e) {
            linkRemoved(before);
            throw e;
        }
        serve(after, running -> running.replace(before.link(), after));
    }

    private void serve(ResolvedLink resolved, Consumer<Router> change) {
        Link link = resolved.link();
        Router running = router;
        if (running == null) {
            throw new ProviderException("the HTTP server is not running");
        }
        try {
            check(resolved);
            change.accept(running);
        } catch (HostException e) {
            throw new ProviderException(
                    e.code(),
                    "the HTTP server cannot serve the link to component '" + link.target() + "' (link name '"
                            + link.name() + "'): " + e.getMessage(),
                    e);
        }
    }

    private static void check(ResolvedLink resolved) {
        Link link = resolved.link();
        boolean handler = link.witNamespace().equals("wasi")
                && link.witPackage().equals("http")
                && link.interfaces().contains("incoming-handler");
        if (!resolved.source() || !handler) {
            throw new ProviderException(
                    ErrorCode.INVALID_REQUEST,
                    "an HTTP server is the source of links for wasi:http/incoming-handler, got " + link);
        }
    }

    @Override
    public void linkRemoved(ResolvedLink link) {
        if (router != null) {
            router.remove(link.link());
        }
    }

    @Override
    public void stop(Duration grace) {
        router = null;
        if (server != null) {
            server.stop(grace);
            server = null;
        }
    }
}
