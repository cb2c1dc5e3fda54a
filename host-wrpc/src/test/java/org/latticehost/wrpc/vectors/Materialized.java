package org.latticehost.wrpc.vectors;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitVariant;

/** Reads streams and futures within a value to their ends, so that values can be compared. */
public final class Materialized {
    private Materialized() {}

    public static Object of(Object value) throws Exception {
        if (value instanceof BytePipe pipe) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] piece = pipe.read(1 << 16); piece != null; piece = pipe.read(1 << 16)) {
                all.write(piece);
            }
            return all.toByteArray();
        }
        if (value instanceof ValueStream stream) {
            return of(stream.readAll());
        }
        if (value instanceof CompletionStage<?> stage) {
            return of(stage.toCompletableFuture().get(10, TimeUnit.SECONDS));
        }
        if (value instanceof List<?> items) {
            Object[] all = items.toArray();
            for (int i = 0; i < all.length; i++) {
                all[i] = of(all[i]);
            }
            return List.of(all);
        }
        if (value instanceof Optional<?> option) {
            return option.isPresent() ? Optional.of(of(option.get())) : option;
        }
        if (value instanceof WitRecord record) {
            return WitRecord.of(record.type(), ((List<?>) of(record.values())).toArray());
        }
        if (value instanceof WitResult result) {
            return result.isOk() ? WitResult.ok(of(result.payload())) : WitResult.err(of(result.payload()));
        }
        if (value instanceof WitVariant variant) {
            return List.of(variant.name(), Optional.ofNullable(of(variant.payload())));
        }
        return value;
    }
}
