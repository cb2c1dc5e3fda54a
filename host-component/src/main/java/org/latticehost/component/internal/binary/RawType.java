package org.latticehost.component.internal.binary;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitType;

/** A definition of the type section, with unresolved indexes. */
public sealed interface RawType {

    record Primitive(WitType type) implements RawType {}

    /** A record, or a variant whose cases may lack a type. */
    record Members(boolean variant, List<String> names, List<@Nullable RawValType> types) implements RawType {}

    record ListOf(RawValType element) implements RawType {}

    record Tuple(List<RawValType> items) implements RawType {}

    /** An enum or flags. */
    record Labels(boolean flags, List<String> names) implements RawType {}

    record Option(RawValType some) implements RawType {}

    record Result(@Nullable RawValType ok, @Nullable RawValType err) implements RawType {}

    record Handle(boolean own, int resource) implements RawType {}

    record Func(
            List<String> names,
            List<RawValType> types,
            @Nullable RawValType result) implements RawType {}

    record ComponentType(List<RawDecl> decls) implements RawType {}

    record InstanceType(List<RawDecl> decls) implements RawType {}

    /** A resource; {@code destructor} is a core function index or -1. */
    record Resource(int destructor) implements RawType {}
}
