package org.latticehost.providers.blobstore;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/** The functions of {@code wrpc:blobstore} on a store that is looked up at each call. */
final class BlobFunctions {
    /** Names that travel together. */
    private static final int NAMES = 1000;

    private static final Map<String, Operation> OPERATIONS = new HashMap<>();

    private BlobFunctions() {}

    /** What a function does, without its errors. */
    private interface Operation {
        @Nullable Object run(BlobStore store, Transfers transfers, FunctionType type, Object[] args) throws IOException;
    }

    static HostInterface of(WitInterface wanted, Supplier<BlobStore> store, Transfers transfers) {
        HostInterface.Builder builder = HostInterface.builder(wanted);
        wanted.functions().forEach((name, type) -> {
            Operation operation = OPERATIONS.get(name);
            if (operation != null) {
                builder.function(name, (call, args) -> answer(operation, store, transfers, type, args));
            }
        });
        return builder.build();
    }

    private static WitResult answer(
            Operation operation, Supplier<BlobStore> store, Transfers transfers, FunctionType type, Object[] args) {
        try {
            return WitResult.ok(operation.run(store.get(), transfers, type, args));
        } catch (BlobException | IOException e) {
            return error(e);
        }
    }

    /** What the guest is told: of its own fault the text, of others that there was one. */
    static WitResult error(Throwable e) {
        return WitResult.err(
                e instanceof BlobException
                        ? e.getMessage()
                        : "the store failed: " + e.getClass().getSimpleName());
    }

    static {
        containers();
        objects();
        streams();
    }

    private static void containers() {
        OPERATIONS.put("create-container", (store, transfers, type, args) -> {
            store.create((String) args[0]);
            return null;
        });
        OPERATIONS.put("delete-container", (store, transfers, type, args) -> {
            store.delete((String) args[0]);
            return null;
        });
        OPERATIONS.put("container-exists", (store, transfers, type, args) -> store.exists((String) args[0]));
        OPERATIONS.put(
                "get-container-info",
                (store, transfers, type, args) ->
                        record(type, store.created((String) args[0]).getEpochSecond()));
        OPERATIONS.put("clear-container", (store, transfers, type, args) -> {
            for (String name : store.names((String) args[0])) {
                store.delete((String) args[0], name);
            }
            return null;
        });
    }

    private static void objects() {
        OPERATIONS.put("has-object", (store, transfers, type, args) -> store.has(container(args[0]), object(args[0])));
        OPERATIONS.put("get-object-info", (store, transfers, type, args) -> {
            BlobStore.Info info = store.info(container(args[0]), object(args[0]));
            return record(type, info.created().getEpochSecond(), info.size());
        });
        OPERATIONS.put("delete-object", (store, transfers, type, args) -> {
            store.delete(container(args[0]), object(args[0]));
            return null;
        });
        OPERATIONS.put("delete-objects", (store, transfers, type, args) -> {
            for (Object name : (List<?>) args[1]) {
                store.delete((String) args[0], (String) name);
            }
            return null;
        });
        OPERATIONS.put("copy-object", (store, transfers, type, args) -> {
            copy(store, args[0], args[1]);
            return null;
        });
        OPERATIONS.put("move-object", (store, transfers, type, args) -> {
            if (!args[0].equals(args[1])) {
                copy(store, args[0], args[1]);
                store.delete(container(args[0]), object(args[0]));
            }
            return null;
        });
    }

    private static void copy(BlobStore store, Object from, Object to) throws IOException {
        try (InputStream in = store.read(container(from), object(from), 0)) {
            BlobStore.Writer out = store.write(container(to), object(to));
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

    @SuppressWarnings("FutureReturnValueIgnored") // it is the value
    private static void streams() {
        OPERATIONS.put(
                "list-container-objects",
                (store, transfers, type, args) -> both(
                        names(part(store.names((String) args[0]), args[1], args[2])),
                        CompletableFuture.completedFuture(WitResult.ok())));
        OPERATIONS.put("get-container-data", (store, transfers, type, args) -> {
            long start = (Long) args[1];
            long end = (Long) args[2];
            if (Long.compareUnsigned(start, end) > 0) {
                throw new BlobException("the start of a range must not be after its end");
            }
            long size = store.info(container(args[0]), object(args[0])).size();
            long from = start < 0 ? size : Math.min(start, size);
            long last = end < 0 || end >= size ? size - 1 : end; // the end is part of the range
            BytePipe data = new BytePipe();
            return both(
                    data,
                    transfers.read(
                            store.read(container(args[0]), object(args[0]), from), Math.max(0, last - from + 1), data));
        });
        OPERATIONS.put(
                "write-container-data",
                (store, transfers, type, args) ->
                        transfers.write((BytePipe) args[1], store.write(container(args[0]), object(args[0]))));
    }

    private static List<Object> both(Object stream, CompletableFuture<WitResult> verdict) {
        return List.of(stream, verdict);
    }

    private static ValueStream names(List<String> all) {
        ValueStream names = new ValueStream(Math.max(1, all.size()));
        for (int at = 0; at < all.size(); at += NAMES) {
            names.offer(all.subList(at, Math.min(all.size(), at + NAMES)));
        }
        names.end();
        return names;
    }

    private static List<String> part(List<String> all, Object limit, Object offset) {
        int from = (int) Math.min(all.size(), number(offset, 0));
        return all.subList(from, (int) Math.min(all.size(), from + number(limit, Integer.MAX_VALUE)));
    }

    /** As far as a list can have it. */
    private static long number(Object option, long otherwise) {
        return ((Optional<?>) option)
                .map(value -> (Long) value < 0 ? Integer.MAX_VALUE : Math.min((Long) value, Integer.MAX_VALUE))
                .orElse(otherwise);
    }

    private static String container(Object id) {
        return (String) ((WitRecord) id).get(0);
    }

    private static String object(Object id) {
        return (String) ((WitRecord) id).get(1);
    }

    private static WitRecord record(FunctionType type, Object... fields) {
        WitType ok = ((WitType.ResultOf) type.result().orElseThrow()).ok().orElseThrow();
        return WitRecord.of((WitType.RecordOf) ok, fields);
    }
}
