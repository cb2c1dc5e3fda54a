package org.latticehost.providers.blobstore;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.wit.WitResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects on their way between pipes and stores. Both may block, so each has a thread while it is under way, except small
 * ones. Thread-safe.
 */
final class Transfers {
    private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);
    private static final int PIECE = 64 << 10;
    /** At once; more are refused. */
    private static final int MAX = 256;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    Transfers() {
        AtomicInteger numbers = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, MAX, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "lattice-blobs-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What may fail on the way. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Reads so many bytes into a pipe, as its reader takes them.
     *
     * @param in closed in any case
     * @return completes when all are in the pipe, or with why not
     */
    CompletableFuture<WitResult> read(InputStream in, long count, BytePipe to) throws IOException {
        if (count <= PIECE) {
            byte[] all;
            try (in) {
                all = in.readNBytes((int) count);
            }
            if (all.length < count) {
                throw shorter();
            }
            to.offer(all);
            to.end();
            return CompletableFuture.completedFuture(WitResult.ok());
        }
        CompletableFuture<WitResult> verdict = new CompletableFuture<>();
        start(
                () -> {
                    try (in) {
                        copy(in, count, to);
                    }
                    to.end();
                },
                verdict,
                to::fail,
                () -> close(in));
        return verdict;
    }

    private static BlobException shorter() {
        return new BlobException("the object became shorter while it was read");
    }

    private static void copy(InputStream in, long count, BytePipe to) throws IOException, InterruptedException {
        byte[] piece;
        for (long left = count; left > 0; left -= piece.length) {
            piece = in.readNBytes((int) Math.min(left, PIECE));
            if (piece.length == 0) {
                throw shorter();
            }
            if (!to.write(piece)) {
                return; // nobody wants the rest
            }
        }
    }

    /**
     * Writes what comes through a pipe.
     *
     * @param to committed when the pipe has ended, else aborted
     * @return completes when it is committed, or with why not
     */
    CompletableFuture<WitResult> write(BytePipe from, BlobStore.Writer to) {
        CompletableFuture<WitResult> verdict = new CompletableFuture<>();
        start(
                () -> {
                    try {
                        for (byte[] piece = from.read(PIECE); piece != null; piece = from.read(PIECE)) {
                            to.write(piece);
                        }
                        to.commit();
                    } finally {
                        to.abort();
                    }
                },
                verdict,
                failure -> from.cancel(),
                to::abort);
        return verdict;
    }

    /** Does the work on a thread, then tells how it went. */
    private void start(Work work, CompletableFuture<WitResult> verdict, Consumer<Throwable> failed, Runnable refused) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                    verdict.complete(WitResult.ok());
                } catch (BytePipe.PipeBrokenException e) {
                    verdict.complete(WitResult.err("the data broke off: " + e.getMessage()));
                } catch (IOException | RuntimeException | InterruptedException e) {
                    LOG.atDebug().setCause(e).log("an object was not transferred");
                    failed.accept(e);
                    verdict.complete(BlobFunctions.error(e));
                } catch (Error e) {
                    failed.accept(e); // whoever waits is told, as of any other failure
                    verdict.complete(BlobFunctions.error(e));
                    throw e;
                }
            });
        } catch (RejectedExecutionException e) {
            refused.run();
            throw new BlobException("more than " + MAX + " objects are being read or written: try again later", e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("an object did not close", e);
        }
    }

    /** Begins no more, and lets those under way go on for a while. */
    void stop(Duration grace) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
