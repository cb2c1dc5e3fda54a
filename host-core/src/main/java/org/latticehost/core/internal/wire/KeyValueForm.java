package org.latticehost.core.internal.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/** {@code wasi:keyvalue} travels as {@code wrpc:keyvalue}, where a bucket is its name. Immutable. */
final class KeyValueForm implements WireForm {
    static final Set<String> INTERFACES = Set.of("wasi:keyvalue/store", "wasi:keyvalue/atomics", "wasi:keyvalue/batch");
    static final String WATCHER = "wasi:keyvalue/watcher";
    private static final String OPEN = "open";

    private final WitInterface wire;

    KeyValueForm(WitInterface imported) {
        wire = named(imported);
    }

    /** That interface on the wire. */
    static WitInterface named(WitInterface imported) {
        Map<String, FunctionType> functions = new LinkedHashMap<>();
        imported.functions().forEach((name, type) -> {
            if (!name.equals(OPEN)) {
                functions.put(unqualified(name), named(type));
            }
        });
        InterfaceName name = imported.name();
        return new WitInterface(
                new InterfaceName("wrpc", name.packageName(), name.name(), name.version()),
                functions,
                Map.of(),
                imported.types());
    }

    /** A bucket in the hands of a guest. */
    private record Bucket(String name) {}

    /** The arguments for a guest that is told of a change: it gets a bucket where a name came. */
    static Object[] withBucket(Object[] args) {
        if (args.length == 0 || !(args[0] instanceof String name)) {
            return args; // told when the call is made
        }
        Object[] given = args.clone();
        given[0] = new Bucket(name);
        return given;
    }

    @Override
    public @Nullable Object call(HostCall call, String function, FunctionType type, Object[] args, WireCalls calls)
            throws Exception {
        if (function.equals(OPEN)) {
            return WitResult.ok(new Bucket((String) args[0]));
        }
        if (!(args[0] instanceof Bucket bucket)) {
            throw new LinkException(
                    "a bucket was opened over a link to another provider: it means nothing to this one");
        }
        args[0] = bucket.name;
        return calls.call(wire, unqualified(function), args);
    }

    @Override
    public boolean drop(Object resource) {
        return resource instanceof Bucket;
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
