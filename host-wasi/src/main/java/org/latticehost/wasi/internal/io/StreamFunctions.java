package org.latticehost.wasi.internal.io;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.store.Declarations;

/** The functions of {@code wasi:io/streams}. */
final class StreamFunctions {
    private final WitInterface type = Declarations.of("wasi:io/streams@0.2.6");
    private final WitType.VariantOf streamError = (WitType.VariantOf) type.type("stream-error");
    private final WitResult closed = WitResult.err(WitVariant.of(streamError, "closed", null));

    HostInterface build() {
        HostInterface.Builder b = HostInterface.builder(type)
                .destructor("input-stream", o -> ((InputStreamResource) o).drop())
                .destructor("output-stream", o -> ((OutputStreamResource) o).drop());
        input(b);
        output(b);
        return b.build();
    }

    private void input(HostInterface.Builder b) {
        b.function("[method]input-stream.read", in((s, len) -> s.read(len)))
                .function("[method]input-stream.blocking-read", in((s, len) -> s.blockingRead(len)))
                .function("[method]input-stream.skip", in((s, len) -> (long) s.read(len).length))
                .function("[method]input-stream.blocking-skip", in((s, len) -> (long) s.blockingRead(len).length))
                .function(
                        "[method]input-stream.subscribe", (call, args) -> ((InputStreamResource) args[0]).subscribe());
    }

    private void output(HostInterface.Builder b) {
        b.function("[method]output-stream.check-write", out((s, call, args) -> s.checkWrite()))
                .function("[method]output-stream.write", out((s, call, args) -> {
                    s.write(call, (byte[]) args[1]);
                    return null;
                }))
                .function("[method]output-stream.blocking-write-and-flush", out((s, call, args) -> {
                    s.blockingWriteAndFlush(call, (byte[]) args[1]);
                    return null;
                }))
                .function("[method]output-stream.flush", out((s, call, args) -> {
                    s.flush();
                    return null;
                }))
                .function("[method]output-stream.blocking-flush", out((s, call, args) -> {
                    s.blockingFlush();
                    return null;
                }))
                .function("[method]output-stream.write-zeroes", out((s, call, args) -> {
                    s.writeZeroes(call, (Long) args[1]);
                    return null;
                }))
                .function("[method]output-stream.blocking-write-zeroes-and-flush", out((s, call, args) -> {
                    s.blockingWriteZeroesAndFlush(call, (Long) args[1]);
                    return null;
                }))
                .function(
                        "[method]output-stream.splice",
                        out((s, call, args) -> s.splice(call, (InputStreamResource) args[1], (Long) args[2])))
                .function(
                        "[method]output-stream.blocking-splice",
                        out((s, call, args) -> s.blockingSplice(call, (InputStreamResource) args[1], (Long) args[2])))
                .function(
                        "[method]output-stream.subscribe",
                        (call, args) -> ((OutputStreamResource) args[0]).subscribe());
    }

    private HostFunction in(Input body) {
        return (call, args) -> {
            try {
                return WitResult.ok(body.run((InputStreamResource) args[0], (Long) args[1]));
            } catch (StreamFailure e) {
                return failed(e);
            }
        };
    }

    private HostFunction out(Output body) {
        return (call, args) -> {
            try {
                return WitResult.ok(body.run((OutputStreamResource) args[0], call, args));
            } catch (StreamFailure e) {
                return failed(e);
            }
        };
    }

    private WitResult failed(StreamFailure e) {
        IoError error = e.error();
        return error == null ? closed : WitResult.err(WitVariant.of(streamError, "last-operation-failed", error));
    }

    @FunctionalInterface
    private interface Input {
        Object run(InputStreamResource stream, long len) throws StreamFailure, InterruptedException;
    }

    @FunctionalInterface
    private interface Output {
        @Nullable Object run(OutputStreamResource stream, HostCall call, Object[] args)
                throws StreamFailure, InterruptedException;
    }
}
