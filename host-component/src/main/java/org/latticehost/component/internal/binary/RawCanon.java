package org.latticehost.component.internal.binary;

import java.util.List;

/** A canonical definition. */
public sealed interface RawCanon {
    record Lift(int coreFunc, List<RawCanonOption> options, int type) implements RawCanon {}

    record Lower(int func, List<RawCanonOption> options) implements RawCanon {}

    record ResourceNew(int type) implements RawCanon {}

    record ResourceDrop(int type) implements RawCanon {}

    record ResourceRep(int type) implements RawCanon {}
}
