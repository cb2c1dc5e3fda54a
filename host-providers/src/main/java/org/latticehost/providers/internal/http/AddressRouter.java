package org.latticehost.providers.internal.http;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.providers.internal.http.RouteTable.Match;

/** Mode {@code address}: a listener for each link. */
final class AddressRouter implements Router {
    private final HttpServer server;
    private final Function<String, ComponentTarget> components;
    private final InetSocketAddress defaultAddress;
    private final Map<Key, Binding> listeners = new HashMap<>();

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
        Route route = new Route(components.apply(link.target()), rules);
        Binding listener = server.listen(address(settings), request -> Match.to(route), rules.tls());
        listeners.put(Key.of(link), listener);
    }

    @Override
    public void remove(Link link) {
        Binding listener = listeners.remove(Key.of(link));
        if (listener != null) {
            listener.close();
        }
    }

    private InetSocketAddress address(Settings settings) {
        return settings.text("address")
                .map(text -> Addresses.parse("address", text))
                // As in the reference host: JSON without an address means its fixed default.
                .orElseGet(() -> settings.json() ? Addresses.parse("address", Addresses.DEFAULT) : defaultAddress);
    }
}
