package org.latticehost.providers.internal.http;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.ResolvedLink;

/** Mode {@code address}: a listener for each link. */
final class AddressRouter implements Router {
    private final HttpServer server;
    private final Function<String, ComponentTarget> components;
    private final InetSocketAddress defaultAddress;
    private final Map<Key, Listener> listeners = new HashMap<>();

    /** A binding whose route can be exchanged while requests come in. */
    private static final class Listener implements RouteTable {
        private final InetSocketAddress address;
        private volatile Route route;
        private @Nullable Binding binding;

        Listener(InetSocketAddress address, Route route) {
            this.address = address;
            this.route = route;
        }

        @Override
        public Match find(Request request) {
            return Match.to(route);
        }

        /** Whether it can serve another link as it is; certificates are read when an address is bound. */
        boolean fits(InetSocketAddress wanted, Rules rules) {
            return address.equals(wanted)
                    && rules.tls().isEmpty()
                    && route.rules().tls().isEmpty();
        }
    }

    AddressRouter(HttpServer server, Function<String, ComponentTarget> components, InetSocketAddress defaultAddress) {
        this.server = server;
        this.components = components;
        this.defaultAddress = defaultAddress;
    }

    @Override
    public void add(ResolvedLink resolved) {
        Link link = resolved.link();
        if (listeners.containsKey(Key.of(link))) {
            throw new LinkException(
                    ErrorCode.ALREADY_EXISTS,
                    "component '" + link.target() + "' is linked already under the name '" + link.name() + "'");
        }
        Settings settings = Settings.of(resolved.sourceConfig());
        Rules rules = Rules.of(settings);
        InetSocketAddress address = address(settings);
        Listener listener = new Listener(address, new Route(components.apply(link.target()), rules));
        listener.binding = server.listen(address, listener, rules.tls());
        listeners.put(Key.of(link), listener);
    }

    @Override
    public void replace(Link before, ResolvedLink resolved) {
        Link link = resolved.link();
        Listener listener = listeners.get(Key.of(before));
        Settings settings;
        Rules rules;
        boolean fits;
        try {
            settings = Settings.of(resolved.sourceConfig());
            rules = Rules.of(settings);
            fits = listener != null && listener.fits(address(settings), rules);
        } catch (HostException e) {
            remove(before);
            throw e;
        }
        if (listener == null || !fits) {
            remove(before);
            add(resolved);
            return;
        }
        listeners.remove(Key.of(before));
        listeners.put(Key.of(link), listener);
        listener.route = new Route(components.apply(link.target()), rules);
    }

    @Override
    public void remove(Link link) {
        Listener listener = listeners.remove(Key.of(link));
        if (listener != null && listener.binding != null) {
            listener.binding.close();
        }
    }

    private InetSocketAddress address(Settings settings) {
        return settings.text("address")
                .map(text -> Addresses.parse("address", text))
                // As in the reference host: JSON without an address means its fixed default.
                .orElseGet(() -> settings.json() ? Addresses.parse("address", Addresses.DEFAULT) : defaultAddress);
    }
}
