package org.latticehost.wasi.internal.io;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.wasi.internal.store.Traps;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/**
 * An {@code output-stream}. A permit of {@code check-write} is good for that many bytes, in one write or several, until
 * the next {@code check-write}.
 */
public final class OutputStreamResource extends WasiResource {
    /** The most that the blocking writes accept. */
    static final int MAX_BLOCKING_WRITE = 4096;

    private final WasiStore store;
    private final OutputSink sink;
    private long permit;
    private boolean closed;

    /**
     * @param parent the resource it is a child of, or null
     */
    public OutputStreamResource(WasiStore store, @Nullable WasiResource parent, OutputSink sink) {
        super("output-stream", store, parent);
        this.store = store;
        this.sink = sink;
    }

    long checkWrite() throws StreamFailure, InterruptedException {
        permit = guard(sink::budget);
        return permit;
    }

    void write(HostCall call, byte[] bytes) throws StreamFailure, InterruptedException {
        spend(bytes.length);
        if (bytes.length > 0) {
            guard(() -> {
                sink.write(call, bytes);
                return 0;
            });
        }
    }

    /**
     * @param len unsigned
     */
    void writeZeroes(HostCall call, long len) throws StreamFailure, InterruptedException {
        if (len < 0 || len > permit) {
            throw overdrawn(len);
        }
        write(call, new byte[(int) len]);
    }

    void flush() throws StreamFailure, InterruptedException {
        guard(() -> {
            sink.flush();
            return 0;
        });
    }

    void blockingFlush() throws StreamFailure, InterruptedException {
        flush();
        awaitRoom();
    }

    void blockingWriteAndFlush(HostCall call, byte[] bytes) throws StreamFailure, InterruptedException {
        refuseMore("blocking-write-and-flush", bytes.length);
        int done = 0;
        while (done < bytes.length) {
            int n = (int) Math.min(awaitRoom(), bytes.length - done);
            write(call, done == 0 && n == bytes.length ? bytes : Arrays.copyOfRange(bytes, done, done + n));
            done += n;
        }
        blockingFlush();
    }

    /**
     * @param len unsigned
     */
    void blockingWriteZeroesAndFlush(HostCall call, long len) throws StreamFailure, InterruptedException {
        refuseMore("blocking-write-zeroes-and-flush", len);
        blockingWriteAndFlush(call, new byte[(int) len]);
    }

    /** Moves what is there now and fits, without waiting. */
    long splice(HostCall call, InputStreamResource from, long len) throws StreamFailure, InterruptedException {
        long room = checkWrite();
        if (room == 0) {
            return 0;
        }
        byte[] bytes = from.read(len < 0 ? room : Math.min(room, len));
        write(call, bytes);
        return bytes.length;
    }

    /** Moves at least one byte, unless none is wanted. */
    long blockingSplice(HostCall call, InputStreamResource from, long len) throws StreamFailure, InterruptedException {
        if (len == 0) {
            return 0;
        }
        long room = awaitRoom();
        byte[] bytes = from.blockingRead(len < 0 ? room : Math.min(room, len));
        write(call, bytes);
        flush();
        return bytes.length;
    }

    Pollable subscribe() {
        return new Pollable(store, this, sink);
    }

    @Override
    protected void onRelease() {
        sink.close();
    }

    private long awaitRoom() throws StreamFailure, InterruptedException {
        while (true) {
            long room = checkWrite();
            if (room > 0) {
                return room;
            }
            store.waiter().await(sink);
        }
    }

    private void spend(long bytes) {
        if (bytes > permit) {
            throw overdrawn(bytes);
        }
        permit -= bytes;
    }

    private RuntimeException overdrawn(long bytes) {
        return Traps.trap(
                "write exceeded budget: " + Long.toUnsignedString(bytes) + " bytes, check-write permitted " + permit);
    }

    private static void refuseMore(String function, long bytes) {
        if (bytes < 0 || bytes > MAX_BLOCKING_WRITE) {
            throw Traps.trap(
                    function + " takes at most " + MAX_BLOCKING_WRITE + " bytes, got " + Long.toUnsignedString(bytes));
        }
    }

    private long guard(SinkCall body) throws StreamFailure, InterruptedException {
        if (closed) {
            throw StreamFailure.closed();
        }
        try {
            return body.run();
        } catch (StreamFailure e) {
            closed = true;
            permit = 0;
            throw e;
        }
    }

    @FunctionalInterface
    private interface SinkCall {
        long run() throws StreamFailure, InterruptedException;
    }
}
