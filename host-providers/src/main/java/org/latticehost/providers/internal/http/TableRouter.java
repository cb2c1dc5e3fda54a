package org.latticehost.providers.internal.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.ResolvedLink;

/**
 * Modes {@code path} and {@code host}: one listener, whose requests are told apart by a text that must match exactly.
 * Requests read a snapshot of the table.
 */
final class TableRouter implements Router, RouteTable {
    private final Mode mode;
    private final String header;
    private final Function<String, ComponentTarget> components;
    private final Rules rules;
    private final Map<Key, String> links = new HashMap<>();
    private volatile Map<String, Route> routes = Map.of();

    /** What the text is. */
    enum Mode {
        PATH("path"),
        HOST("host");

        private final String key;

        Mode(String key) {
            this.key = key;
        }
    }

    TableRouter(Mode mode, String header, Function<String, ComponentTarget> components, Rules rules) {
        this.mode = mode;
        this.header = header;
        this.components = components;
        this.rules = rules;
    }

    @Override
    public void add(ResolvedLink resolved) {
        Map<String, Route> changed = new HashMap<>(routes);
        add(resolved, changed);
        routes = Map.copyOf(changed);
    }

    @Override
    public void remove(Link link) {
        Map<String, Route> changed = new HashMap<>(routes);
        remove(link, changed);
        routes = Map.copyOf(changed);
    }

    @Override
    public void replace(Link before, ResolvedLink after) {
        Map<String, Route> changed = new HashMap<>(routes);
        remove(before, changed);
        try {
            add(after, changed);
        } finally {
            routes = Map.copyOf(changed);
        }
    }

    private void add(ResolvedLink resolved, Map<String, Route> changed) {
        Link link = resolved.link();
        String text = Optional.ofNullable(resolved.sourceConfig().get(mode.key))
                .orElseThrow(() -> new LinkException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "the link's source configuration has no '" + mode.key + "', which routing_mode " + mode.key
                                + " needs"));
        String before = links.get(Key.of(link));
        if (before != null && (mode == Mode.PATH || !before.equals(text))) {
            throw taken("the link has " + mode.key + " '" + before + "' already");
        }
        Route there = changed.get(text);
        if (there != null
                && (mode == Mode.PATH || !there.component().componentId().equals(link.target()))) {
            throw taken(mode.key + " '" + text + "' belongs to component '"
                    + there.component().componentId() + "' already; choose another");
        }
        links.put(Key.of(link), text);
        changed.put(text, new Route(components.apply(link.target()), rules));
    }

    private void remove(Link link, Map<String, Route> changed) {
        String text = links.remove(Key.of(link));
        if (text != null && !links.containsValue(text)) {
            changed.remove(text);
        }
    }

    @Override
    public Match find(Request request) {
        return mode == Mode.PATH ? byPath(request) : byHost(request);
    }

    private Match byPath(Request request) {
        String path = request.getHttpURI().getPath();
        return match(path == null ? "/" : path);
    }

    private Match byHost(Request request) {
        HttpField field = request.getHeaders().getField(header);
        String host = field == null ? null : field.getValue();
        if (host == null && header.equalsIgnoreCase("host")) {
            // HTTP/2 has it in the request line's place.
            host = request.getHttpURI().getAuthority();
        }
        if (host == null) {
            return Match.refuse(400, "missing host header");
        }
        if (host.chars().anyMatch(c -> c != '\t' && (c < ' ' || c > '~'))) {
            return Match.refuse(400, "invalid host header");
        }
        return match(host);
    }

    private Match match(String text) {
        Route route = routes.get(text);
        return route == null ? Match.NOTHING : Match.to(route);
    }

    private static LinkException taken(String message) {
        return new LinkException(ErrorCode.ALREADY_EXISTS, message);
    }
}
