package org.latticehost.host.wit.text;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;

/**
 * What a name or expression stands for.
 *
 * @param type as a value type; for a resource its {@code own}
 * @param resource set if a resource itself is named
 * @param weight number of nodes of the type as a tree
 */
record Resolved(WitType type, @Nullable ResourceType resource, long weight) {
    /** The heaviest type allowed: names let a short text describe an astronomically large type. */
    static final long MAX_WEIGHT = 1_000_000;

    static Resolved of(WitType type, long weight, Position at) {
        if (weight > MAX_WEIGHT) {
            throw new WitParseException("the type has more than " + MAX_WEIGHT + " parts", at);
        }
        return new Resolved(type, null, weight);
    }
}
