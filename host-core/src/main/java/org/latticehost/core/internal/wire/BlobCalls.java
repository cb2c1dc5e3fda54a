package org.latticehost.core.internal.wire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/**
 * {@code wrpc:blobstore} in version 0.2.0 or, where nobody serves that, in 0.1.0, which does not tell at the end of a stream
 * whether it was all. What the store refuses is an {@code err} with a text.
 */
final class BlobCalls {
    private static final WitInterface NEW = WireInterfaces.BLOBSTORE;
    private static final WitInterface OLD = WireInterfaces.BLOBSTORE_0_1;
    private static final WitType.RecordOf OBJECT =
            (WitType.RecordOf) NEW.function("has-object").params().get(0).type();

    private final WireCalls calls;

    BlobCalls(WireCalls calls) {
        this.calls = calls;
    }

    /**
     * A stream to or from the store.
     *
     * @param stream of bytes or names
     * @param verdict on the whole of it: an {@code err} if it is not
     */
    record Transfer<T>(T stream, CompletionStage<WitResult> verdict) {}

    /** An object, by the record that functions take for it. */
    static WitRecord object(Object container, Object object) {
        return WitRecord.of(OBJECT, container, object);
    }

    /** A function that is the same in both versions. */
    WitResult plain(String function, Object... args) throws Exception {
        return either(() -> result(NEW, function, args), () -> result(OLD, function, args));
    }

    /** Begins to read a part of an object: gives a {@code Transfer<BytePipe>}. */
    WitResult read(WitRecord object, Object start, Object end) throws Exception {
        return incoming(BytePipe.class, "get-container-data", object, start, end);
    }

    /** Begins to list the objects of a container: gives a {@code Transfer<ValueStream>}. */
    WitResult list(String container) throws Exception {
        return incoming(ValueStream.class, "list-container-objects", container, Optional.empty(), Optional.empty());
    }

    private <T> WitResult incoming(Class<T> stream, String function, Object... args) throws Exception {
        return either(
                () -> mapped(result(NEW, function, args), opened -> {
                    List<?> both = (List<?>) opened;
                    return new Transfer<>(stream.cast(both.get(0)), verdict(both.get(1)));
                }),
                () -> mapped(
                        result(OLD, function, args),
                        opened ->
                                new Transfer<>(stream.cast(opened), CompletableFuture.completedStage(WitResult.ok()))));
    }

    /** Begins to write an object: gives a {@code Transfer<BytePipe>} to be filled. */
    WitResult write(WitRecord object) throws Exception {
        String function = "write-container-data";
        return either(
                () -> {
                    BytePipe data = new BytePipe();
                    return mapped(result(NEW, function, object, data), it -> new Transfer<>(data, verdict(it)));
                },
                () -> {
                    BytePipe data = new BytePipe();
                    return WitResult.ok(new Transfer<>(
                            data, calls.start(OLD, function, object, data).thenApply(WitResult.class::cast)));
                });
    }

    /** Waits for a verdict, as long as the guest may. */
    static WitResult await(CompletionStage<WitResult> verdict) throws InterruptedException {
        try {
            return verdict.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    private WitResult result(WitInterface version, String function, Object... args) throws Exception {
        return (WitResult) Objects.requireNonNull(calls.call(version, function, args));
    }

    private static WitResult mapped(WitResult answer, UnaryOperator<Object> ok) {
        return answer.isOk() ? WitResult.ok(ok.apply(Objects.requireNonNull(answer.payload()))) : answer;
    }

    @SuppressWarnings("unchecked") // future<result<_, string>>
    private static CompletionStage<WitResult> verdict(Object future) {
        return (CompletionStage<WitResult>) future;
    }

    private static WitResult either(Callable<WitResult> newer, Callable<WitResult> older) throws Exception {
        LinkException none;
        try {
            return newer.call();
        } catch (LinkException e) {
            none = e;
        }
        if (none.code() != ErrorCode.NO_RESPONDERS) {
            throw none;
        }
        try {
            return older.call();
        } catch (LinkException e) {
            throw e.code() == ErrorCode.NO_RESPONDERS ? none : e;
        }
    }
}
