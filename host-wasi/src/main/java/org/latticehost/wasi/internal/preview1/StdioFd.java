package org.latticehost.wasi.internal.preview1;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.latticehost.host.spi.HostCall;
import org.latticehost.wasi.internal.store.WasiResource;

/** Standard input, output or error. */
final class StdioFd extends Fd {
    private final WasiResource stream;
    private final boolean input;

    StdioFd(Wasi wasi, Object stream, boolean input) {
        super(wasi);
        this.stream = (WasiResource) stream;
        this.input = input;
    }

    @Override
    long rights() {
        return input ? Rights.INPUT : Rights.OUTPUT;
    }

    @Override
    void setFlags(int flags) {
        // Programs ask their streams not to block; that one blocks for a moment is no error to them.
    }

    @Override
    byte[] read(HostCall call, int max) throws Exception {
        if (!input) {
            throw new Errno(Errno.BADF);
        }
        try {
            return (byte[]) Objects.requireNonNull(wasi.stream(call, "input-stream.blocking-read", stream, (long) max));
        } catch (Errno e) {
            if (e.number() == Errno.PIPE) {
                return new byte[0];
            }
            throw e;
        }
    }

    @Override
    int write(HostCall call, byte[] bytes) throws Exception {
        if (input) {
            throw new Errno(Errno.BADF);
        }
        if (bytes.length == 0) {
            return 0;
        }
        int n = Math.min(bytes.length, permit(call));
        wasi.stream(call, "output-stream.write", stream, n == bytes.length ? bytes : Arrays.copyOf(bytes, n));
        return n;
    }

    /** How much may be written; waits until it is something. */
    private int permit(HostCall call) throws Exception {
        while (true) {
            long permit = (Long) Objects.requireNonNull(wasi.stream(call, "output-stream.check-write", stream));
            if (permit > 0) {
                return (int) Math.min(permit, Integer.MAX_VALUE);
            }
            WasiResource pollable =
                    (WasiResource) wasi.call(call, Wasi.STREAMS, "[method]output-stream.subscribe", stream);
            try {
                wasi.call(call, "wasi:io/poll", "poll", List.of(pollable));
            } finally {
                pollable.drop();
            }
        }
    }

    @Override
    Optional<Object> subscribe(HostCall call, boolean forInput) throws Exception {
        if (forInput != input) {
            throw new Errno(Errno.BADF);
        }
        String method = input ? "[method]input-stream.subscribe" : "[method]output-stream.subscribe";
        return Optional.of(wasi.call(call, Wasi.STREAMS, method, stream));
    }

    @Override
    void close() {
        stream.drop();
    }
}
