package org.latticehost.core.internal.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/**
 * How an interface that components import travels: under its own name, or, for {@code wasi:keyvalue}, as {@code
 * wrpc:keyvalue}, where a bucket is its name. Immutable.
 */
public final class WireForm {
    private static final Set<String> KEYVALUE =
            Set.of("wasi:keyvalue/store", "wasi:keyvalue/atomics", "wasi:keyvalue/batch");
    private static final String OPEN = "open";

    private final WitInterface wire;
    private final boolean keyvalue;

    private WireForm(WitInterface wire, boolean keyvalue) {
        this.wire = wire;
        this.keyvalue = keyvalue;
    }

    /** A bucket in the hands of a guest. */
    private record Bucket(String name) {}

    /** The form of an interface. */
    public static WireForm of(WitInterface imported) {
        if (!KEYVALUE.contains(imported.name().withoutVersion())) {
            return new WireForm(imported, false);
        }
        Map<String, FunctionType> functions = new LinkedHashMap<>();
        imported.functions().forEach((name, type) -> {
            if (!name.equals(OPEN)) {
                functions.put(unqualified(name), named(type));
            }
        });
        InterfaceName name = imported.name();
        return new WireForm(
                new WitInterface(
                        new InterfaceName("wrpc", name.packageName(), name.name(), name.version()),
                        functions,
                        Map.of(),
                        imported.types()),
                true);
    }

    /**
     * The interface whose link a call under such a name takes.
     *
     * @param instance a name on the wire, with version
     * @return without version
     */
    public static String linked(String instance) {
        String name =
                InterfaceName.parse(instance).map(InterfaceName::withoutVersion).orElse(instance);
        return name.startsWith("wrpc:") ? "wasi:" + name.substring("wrpc:".length()) : name;
    }

    /** The interface as it travels. */
    public WitInterface wire() {
        return wire;
    }

    /** Whether it differs from what is imported. */
    public boolean differs() {
        return keyvalue;
    }

    /** What a function is called there. */
    public String function(String imported) {
        return keyvalue ? unqualified(imported) : imported;
    }

    /** The answer of a function that needs nobody elsewhere, such as to open a bucket; null for others. */
    public @Nullable Object answer(String function, Object[] args) {
        return keyvalue && function.equals(OPEN) ? WitResult.ok(new Bucket((String) args[0])) : null;
    }

    /** Arguments as they travel. */
    public Object[] args(Object[] imported) {
        if (!keyvalue) {
            return imported;
        }
        if (!(imported[0] instanceof Bucket bucket)) {
            throw new LinkException(
                    "a bucket was opened over a link to another provider: it means nothing to this one");
        }
        Object[] args = imported.clone();
        args[0] = bucket.name;
        return args;
    }

    private static FunctionType named(FunctionType type) {
        List<WitType.Field> params = new ArrayList<>();
        for (WitType.Field param : type.params()) {
            boolean bucket =
                    param.type().kind() == WitKind.BORROW || param.type().kind() == WitKind.OWN;
            params.add(bucket ? new WitType.Field("bucket", WitType.STRING) : param);
        }
        return new FunctionType(params, type.result());
    }

    private static String unqualified(String function) {
        return function.substring(function.indexOf('.') + 1);
    }
}
