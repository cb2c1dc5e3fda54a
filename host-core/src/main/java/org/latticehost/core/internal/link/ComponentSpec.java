package org.latticehost.core.internal.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.Link;

/**
 * What the lattice keeps of a component or provider: the value of {@code COMPONENT_ID}. Immutable.
 *
 * @param url the reference it was first started from, empty if a link came first
 * @param links the links whose source it is, in the order peers rely on: the last of several for an interface counts
 */
record ComponentSpec(String url, List<Link> links) {
    ComponentSpec {
        links = List.copyOf(links);
    }

    /** With a link replaced in place, or appended. */
    ComponentSpec with(Link link) {
        List<Link> all = new ArrayList<>(links);
        for (int i = 0; i < all.size(); i++) {
            Link each = all.get(i);
            if (sameRoute(each, link) && each.target().equals(link.target())) {
                all.set(i, link);
                return new ComponentSpec(url, all);
            }
        }
        all.add(link);
        return new ComponentSpec(url, all);
    }

    /** With a link in the place of those that lead any of its interfaces elsewhere. */
    ComponentSpec replacing(Link link) {
        List<Link> all = new ArrayList<>();
        for (Link each : links) {
            if (conflict(each, link)) {
                rest(each, link).ifPresent(all::add);
            } else {
                all.add(each);
            }
        }
        return new ComponentSpec(url, all).with(link);
    }

    /** What {@link #replacing} takes away. */
    LinkStore.Replaced replacedBy(Link link) {
        List<Link> gone = new ArrayList<>();
        List<Link> reduced = new ArrayList<>();
        for (Link each : links) {
            if (conflict(each, link)) {
                rest(each, link).ifPresentOrElse(reduced::add, () -> gone.add(each));
            }
        }
        return new LinkStore.Replaced(gone, reduced);
    }

    /** What remains of a link when another takes its interfaces. */
    private static Optional<Link> rest(Link link, Link other) {
        List<String> interfaces = new ArrayList<>(link.interfaces());
        interfaces.removeAll(other.interfaces());
        return interfaces.isEmpty()
                ? Optional.empty()
                : Optional.of(link.toBuilder()
                        .interfaces(link.witNamespace(), link.witPackage(), interfaces)
                        .build());
    }

    /** Refuses a link that leads an interface of the same link name elsewhere. */
    void checkConflict(Link link) {
        for (Link each : links) {
            if (conflict(each, link)) {
                throw new LinkException(
                        ErrorCode.ALREADY_EXISTS,
                        "link already exists with different target, consider deleting the existing link or using"
                                + " a different link name");
            }
        }
    }

    /** Whether two links lead an interface of one link name to different targets. */
    private static boolean conflict(Link a, Link b) {
        return sameRoute(a, b)
                && !a.target().equals(b.target())
                && !Collections.disjoint(a.interfaces(), b.interfaces());
    }

    Optional<Link> find(String witNamespace, String witPackage, String name) {
        return links.stream()
                .filter(link -> matches(link, witNamespace, witPackage, name))
                .findFirst();
    }

    /** Without the first match; the last link takes its place, which is the order other hosts produce. */
    ComponentSpec without(String witNamespace, String witPackage, String name) {
        List<Link> all = new ArrayList<>(links);
        for (int i = 0; i < all.size(); i++) {
            if (matches(all.get(i), witNamespace, witPackage, name)) {
                Link last = all.remove(all.size() - 1);
                if (i < all.size()) {
                    all.set(i, last);
                }
                break;
            }
        }
        return new ComponentSpec(url, all);
    }

    private static boolean sameRoute(Link a, Link b) {
        return a.source().equals(b.source()) && matches(a, b.witNamespace(), b.witPackage(), b.name());
    }

    private static boolean matches(Link link, String witNamespace, String witPackage, String name) {
        return link.witNamespace().equals(witNamespace)
                && link.witPackage().equals(witPackage)
                && link.name().equals(name);
    }
}
