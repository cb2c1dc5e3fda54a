package org.latticehost.core.internal.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.wire.BlobCalls.Transfer;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.GuestStreams;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/**
 * {@code wasi:blobstore} travels as {@code wrpc:blobstore}, where containers and objects are their names and values are
 * streams. Thread-safe.
 */
final class BlobForm implements WireForm {
    private static final Map<String, Operation> OPERATIONS = new HashMap<>();

    /** What a function of a guest does; an {@code err} of the store is the guest's. */
    private interface Operation {
        @Nullable Object run(Circumstances at, Object[] args) throws Exception;
    }

    private record Circumstances(HostCall call, FunctionType type, BlobCalls store) {}

    /** A container in the hands of a guest. */
    private record Container(String name) {}

    @Override
    public @Nullable Object call(HostCall call, String function, FunctionType type, Object[] args, WireCalls calls)
            throws Exception {
        Operation operation = OPERATIONS.get(function);
        if (operation == null) {
            throw new LinkException("wasi:blobstore has no function '" + function + "' that is known here");
        }
        return operation.run(new Circumstances(call, type, new BlobCalls(calls)), args);
    }

    @Override
    public boolean drop(Object resource) {
        if (resource instanceof OutgoingBlob value) {
            value.drop();
        } else if (resource instanceof IncomingBlob value) {
            value.drop();
        } else if (resource instanceof BlobNames names) {
            names.drop();
        } else {
            return resource instanceof Container;
        }
        return true;
    }

    static {
        blobstore();
        container();
        values();
    }

    private static void blobstore() {
        OPERATIONS.put(
                "create-container",
                (at, args) -> ok(at.store.plain("create-container", args[0]), new Container((String) args[0])));
        OPERATIONS.put("get-container", (at, args) -> {
            WitResult exists = at.store.plain("container-exists", args[0]);
            return exists.isOk() && !Boolean.TRUE.equals(exists.payload())
                    ? WitResult.err("container does not exist")
                    : ok(exists, new Container((String) args[0]));
        });
        OPERATIONS.put("delete-container", (at, args) -> at.store.plain("delete-container", args[0]));
        OPERATIONS.put("container-exists", (at, args) -> at.store.plain("container-exists", args[0]));
        OPERATIONS.put("copy-object", (at, args) -> at.store.plain("copy-object", id(args[0]), id(args[1])));
        OPERATIONS.put("move-object", (at, args) -> at.store.plain("move-object", id(args[0]), id(args[1])));
    }

    private static void container() {
        method("container.name", (at, args) -> WitResult.ok(name(args)));
        method("container.info", (at, args) -> {
            WitResult info = at.store.plain("get-container-info", name(args));
            return info.payload() instanceof WitRecord found
                    ? WitResult.ok(record(at.type, name(args), found.get(0)))
                    : info;
        });
        method("container.get-data", (at, args) -> {
            WitRecord object = BlobCalls.object(name(args), args[1]);
            WitResult read = at.store.read(object, args[2], args[3]);
            return read.payload() instanceof Transfer<?> data
                    ? WitResult.ok(new IncomingBlob(
                            object, (Long) args[2], (Long) args[3], (BytePipe) data.stream(), data.verdict()))
                    : read;
        });
        method(
                "container.write-data",
                (at, args) ->
                        ((OutgoingBlob) args[2]).writeTo(() -> at.store.write(BlobCalls.object(name(args), args[1]))));
        method("container.list-objects", (at, args) -> {
            WitResult list = at.store.list(name(args));
            return list.payload() instanceof Transfer<?> names
                    ? WitResult.ok(new BlobNames((ValueStream) names.stream(), names.verdict()))
                    : list;
        });
        method("container.delete-object", (at, args) -> at.store.plain("delete-objects", name(args), List.of(args[1])));
        method("container.delete-objects", (at, args) -> at.store.plain("delete-objects", name(args), args[1]));
        method(
                "container.has-object",
                (at, args) -> at.store.plain("has-object", BlobCalls.object(name(args), args[1])));
        method("container.object-info", (at, args) -> {
            WitResult info = at.store.plain("get-object-info", BlobCalls.object(name(args), args[1]));
            return info.payload() instanceof WitRecord found
                    ? WitResult.ok(record(at.type, args[1], name(args), found.get(0), found.get(1)))
                    : info;
        });
        method("container.clear", (at, args) -> at.store.plain("clear-container", name(args)));
        method(
                "stream-object-names.read-stream-object-names",
                (at, args) -> ((BlobNames) args[0]).read((Long) args[1]));
        method(
                "stream-object-names.skip-stream-object-names",
                (at, args) -> ((BlobNames) args[0]).skip((Long) args[1]));
    }

    private static void values() {
        OPERATIONS.put("[static]outgoing-value.new-outgoing-value", (at, args) -> new OutgoingBlob());
        method("outgoing-value.outgoing-value-write-body", (at, args) -> {
            BytePipe pipe = ((OutgoingBlob) args[0]).body();
            return pipe == null ? WitResult.err() : WitResult.ok(streams().output(at.call, pipe));
        });
        OPERATIONS.put("[static]outgoing-value.finish", (at, args) -> ((OutgoingBlob) args[0]).finish());
        OPERATIONS.put(
                "[static]incoming-value.incoming-value-consume-sync", (at, args) -> ((IncomingBlob) args[0]).all());
        OPERATIONS.put(
                "[static]incoming-value.incoming-value-consume-async",
                (at, args) -> WitResult.ok(streams().input(at.call, ((IncomingBlob) args[0]).stream())));
        method("incoming-value.size", (at, args) -> ((IncomingBlob) args[0]).size(at.store));
    }

    private static void method(String name, Operation operation) {
        OPERATIONS.put("[method]" + name, operation);
    }

    private static WitResult ok(WitResult answer, Object value) {
        return answer.isOk() ? WitResult.ok(value) : answer;
    }

    private static String name(Object[] args) {
        if (!(args[0] instanceof Container container)) {
            throw new LinkException(
                    "a container was opened over a link to another provider: it means nothing to this one");
        }
        return container.name;
    }

    private static WitRecord id(Object guests) {
        WitRecord object = (WitRecord) guests;
        return BlobCalls.object(object.get(0), object.get(1));
    }

    private static WitRecord record(FunctionType type, @Nullable Object... fields) {
        WitType ok = ((WitType.ResultOf) type.result().orElseThrow()).ok().orElseThrow();
        return WitRecord.of((WitType.RecordOf) ok, fields);
    }

    private static GuestStreams streams() {
        return Streams.FOUND;
    }

    /** Looked up when the first guest needs them. */
    private static final class Streams {
        static final GuestStreams FOUND = ServiceLoader.load(GuestStreams.class, BlobForm.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new ProviderException(
                        ErrorCode.NO_IMPLEMENTATION, "no GuestStreams found; add host-wasi (or host-starter)"));
    }
}
