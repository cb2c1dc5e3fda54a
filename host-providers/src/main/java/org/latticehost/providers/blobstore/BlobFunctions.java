package org.latticehost.providers.blobstore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.GuestStreams;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/** The functions of {@code wasi:blobstore} on a store that is looked up at each call. */
final class BlobFunctions {
    private final Supplier<BlobStore> store;
    private final GuestStreams streams;
    private final Map<String, Operation> operations = new HashMap<>();

    private BlobFunctions(Supplier<BlobStore> store, GuestStreams streams) {
        this.store = store;
        this.streams = streams;
        blobstore();
        container();
        values();
    }

    /** What a function does, without its errors. */
    private interface Operation {
        @Nullable Object run(HostCall call, FunctionType type, Object[] args) throws IOException;
    }

    /** A container in the hands of a guest: its name. */
    private record Container(String name) {}

    /** Names that are still to be read. */
    private static final class Names {
        private List<String> left;

        Names(List<String> all) {
            left = all;
        }

        List<String> take(long count) {
            int some = (int) Math.min(left.size(), count < 0 ? Long.MAX_VALUE : count);
            List<String> taken = left.subList(0, some);
            left = left.subList(some, left.size());
            return taken;
        }
    }

    static HostInterface of(WitInterface wanted, Supplier<BlobStore> store, GuestStreams streams) {
        Map<String, Operation> operations = new BlobFunctions(store, streams).operations;
        HostInterface.Builder builder = HostInterface.builder(wanted);
        wanted.functions().forEach((name, type) -> {
            Operation operation = operations.get(name);
            if (operation != null) {
                builder.function(name, (call, args) -> answer(operation, call, type, args));
            }
        });
        if (wanted.name().name().equals("types")) {
            destructor(builder, wanted, "outgoing-value", value -> ((OutgoingValue) value).drop());
            destructor(builder, wanted, "incoming-value", value -> ((IncomingValue) value).drop());
        }
        return builder.build();
    }

    private static void destructor(
            HostInterface.Builder builder, WitInterface wanted, String resource, Consumer<Object> body) {
        if (wanted.resources().containsKey(resource)) {
            builder.destructor(resource, body);
        }
    }

    private static @Nullable Object answer(Operation operation, HostCall call, FunctionType type, Object[] args) {
        boolean fallible =
                type.result().filter(WitType.ResultOf.class::isInstance).isPresent();
        try {
            Object value = operation.run(call, type, args);
            return fallible && !(value instanceof WitResult) ? WitResult.ok(value) : value;
        } catch (BlobException e) {
            return WitResult.err(e.getMessage());
        } catch (IOException e) {
            return WitResult.err("the store failed: " + e.getClass().getSimpleName());
        }
    }

    private void blobstore() {
        operations.put("create-container", (call, type, args) -> {
            store.get().create((String) args[0]);
            return new Container((String) args[0]);
        });
        operations.put("get-container", (call, type, args) -> {
            if (!store.get().exists((String) args[0])) {
                throw new BlobException("container does not exist");
            }
            return new Container((String) args[0]);
        });
        operations.put("delete-container", (call, type, args) -> {
            store.get().delete((String) args[0]);
            return null;
        });
        operations.put("container-exists", (call, type, args) -> store.get().exists((String) args[0]));
        operations.put("copy-object", (call, type, args) -> {
            copy((WitRecord) args[0], (WitRecord) args[1]);
            return null;
        });
        operations.put("move-object", (call, type, args) -> {
            WitRecord from = (WitRecord) args[0];
            if (!from.equals(args[1])) {
                copy(from, (WitRecord) args[1]);
                store.get().delete((String) from.get(0), (String) from.get(1));
            }
            return null;
        });
    }

    private void copy(WitRecord from, WitRecord to) throws IOException {
        BlobStore at = store.get();
        try (var in = at.read((String) from.get(0), (String) from.get(1), 0)) {
            BlobStore.Writer out = at.write((String) to.get(0), (String) to.get(1));
            try {
                for (byte[] piece = in.readNBytes(1 << 16); piece.length > 0; piece = in.readNBytes(1 << 16)) {
                    out.write(piece);
                }
                out.commit();
            } finally {
                out.abort();
            }
        }
    }

    private static String container(Object[] args) {
        return ((Container) args[0]).name();
    }

    private void container() {
        method("container.name", (call, type, args) -> container(args));
        method(
                "container.info",
                (call, type, args) -> record(
                        type,
                        container(args),
                        store.get().created(container(args)).getEpochSecond()));
        method(
                "container.get-data",
                (call, type, args) -> data(container(args), (String) args[1], (Long) args[2], (Long) args[3]));
        method("container.write-data", (call, type, args) -> {
            ((OutgoingValue) args[2]).writeTo(store.get().write(container(args), (String) args[1]));
            return null;
        });
        method(
                "container.list-objects",
                (call, type, args) -> new Names(store.get().names(container(args))));
        method("container.delete-object", (call, type, args) -> {
            store.get().delete(container(args), (String) args[1]);
            return null;
        });
        method("container.delete-objects", (call, type, args) -> {
            for (Object name : (List<?>) args[1]) {
                store.get().delete(container(args), (String) name);
            }
            return null;
        });
        method("container.has-object", (call, type, args) -> store.get().has(container(args), (String) args[1]));
        method("container.object-info", (call, type, args) -> {
            BlobStore.Info info = store.get().info(container(args), (String) args[1]);
            return record(type, args[1], container(args), info.created().getEpochSecond(), info.size());
        });
        method("container.clear", (call, type, args) -> {
            for (String name : store.get().names(container(args))) {
                store.get().delete(container(args), name);
            }
            return null;
        });
        method("stream-object-names.read-stream-object-names", (call, type, args) -> {
            Names names = (Names) args[0];
            List<String> taken = new ArrayList<>(names.take((Long) args[1]));
            return List.of(taken, names.left.isEmpty());
        });
        method("stream-object-names.skip-stream-object-names", (call, type, args) -> {
            Names names = (Names) args[0];
            return List.of((long) names.take((Long) args[1]).size(), names.left.isEmpty());
        });
    }

    private IncomingValue data(String container, String object, long start, long end) throws IOException {
        if (Long.compareUnsigned(start, end) > 0) {
            throw new BlobException("the start of a range must not be after its end");
        }
        BlobStore at = store.get();
        long size = at.info(container, object).size();
        long from = start < 0 ? size : Math.min(start, size);
        long last = end < 0 || end >= size ? size - 1 : end; // the end is part of the range
        return new IncomingValue(at.read(container, object, from), Math.max(0, last - from + 1));
    }

    private void values() {
        operations.put("[static]outgoing-value.new-outgoing-value", (call, type, args) -> new OutgoingValue());
        method("outgoing-value.outgoing-value-write-body", (call, type, args) -> {
            BytePipe pipe = ((OutgoingValue) args[0]).body();
            return pipe == null ? WitResult.err() : streams.output(call, pipe);
        });
        operations.put("[static]outgoing-value.finish", (call, type, args) -> {
            ((OutgoingValue) args[0]).finish();
            return null;
        });
        operations.put(
                "[static]incoming-value.incoming-value-consume-sync",
                (call, type, args) -> ((IncomingValue) args[0]).all());
        operations.put(
                "[static]incoming-value.incoming-value-consume-async",
                (call, type, args) -> streams.input(call, ((IncomingValue) args[0]).stream()));
        method("incoming-value.size", (call, type, args) -> ((IncomingValue) args[0]).size());
    }

    private void method(String name, Operation operation) {
        operations.put("[method]" + name, operation);
    }

    private static WitRecord record(FunctionType type, Object... fields) {
        WitType ok = ((WitType.ResultOf) type.result().orElseThrow()).ok().orElseThrow();
        return WitRecord.of((WitType.RecordOf) ok, fields);
    }
}
