package org.latticehost.core.internal.link;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.Link;

/** All links of the lattice at one moment, indexed by how calls look them up. Immutable. */
public final class LinkTable {
    static final LinkTable EMPTY = new LinkTable(Map.of());

    private final Map<String, Source> sources;

    private LinkTable(Map<String, Source> sources) {
        this.sources = sources;
    }

    /** This table with other links of one source. */
    LinkTable with(String sourceId, List<Link> links) {
        Map<String, Source> copy = new LinkedHashMap<>(sources);
        copy.put(sourceId, new Source(List.copyOf(links)));
        return new LinkTable(Collections.unmodifiableMap(copy));
    }

    /**
     * Where a call goes.
     *
     * @param interfaceName without version
     */
    public @Nullable Link route(String sourceId, String linkName, String interfaceName) {
        Source source = sources.get(sourceId);
        return source == null ? null : source.routes.get(key(linkName, interfaceName));
    }

    static String key(String linkName, String interfaceName) {
        return linkName + " " + interfaceName;
    }

    /** Keys of the routes of a source. */
    Set<String> routes(String sourceId) {
        Source source = sources.get(sourceId);
        return source == null ? Set.of() : source.routes.keySet();
    }

    /** Names of the links that a source has for an interface. */
    public List<String> linkNames(String sourceId, String interfaceName) {
        Source source = sources.get(sourceId);
        return source == null
                ? List.of()
                : source.routes.keySet().stream()
                        .filter(key -> key.endsWith(" " + interfaceName))
                        .map(key -> key.substring(0, key.indexOf(' ')))
                        .sorted()
                        .toList();
    }

    /** The links of one source. */
    public List<Link> of(String sourceId) {
        return Optional.ofNullable(sources.get(sourceId)).map(s -> s.links).orElse(List.of());
    }

    /** The links that a component or provider is part of, as source or target. */
    public List<Link> touching(String id) {
        return all().filter(link -> link.source().equals(id) || link.target().equals(id))
                .toList();
    }

    public Stream<Link> all() {
        return sources.values().stream().flatMap(s -> s.links.stream());
    }

    /** Ids that have an entry, linked or not. */
    public Set<String> sourceIds() {
        return sources.keySet();
    }

    private static final class Source {
        final List<Link> links;
        final Map<String, Link> routes = new HashMap<>();

        Source(List<Link> links) {
            this.links = links;
            for (Link link : links) { // a later link wins
                String pkg = link.witNamespace() + ":" + link.witPackage() + "/";
                link.interfaces().forEach(name -> routes.put(key(link.name(), pkg + name), link));
            }
        }
    }
}
