package org.latticehost.wasi.internal.sockets;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.wit.WitResult;

/** Wraps what a function does: turns failures into error codes. */
final class NetCalls {
    private NetCalls() {}

    /** What a function does. */
    @FunctionalInterface
    interface Body {
        @Nullable Object run(HostCall call, Object[] args) throws IOException, NetFailure;
    }

    /** What a function without a result value does. */
    @FunctionalInterface
    interface Action {
        void run(HostCall call, Object[] args) throws IOException, NetFailure;
    }

    static HostFunction result(Body body) {
        return (call, args) -> {
            try {
                return WitResult.ok(body.run(call, args));
            } catch (NetFailure e) {
                return WitResult.err(e.toWit());
            } catch (IOException e) {
                return WitResult.err(NetFailure.of(e).toWit());
            }
        };
    }

    static HostFunction action(Action action) {
        return result((call, args) -> {
            action.run(call, args);
            return null;
        });
    }
}
