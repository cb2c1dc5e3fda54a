package org.latticehost.wasi.internal.sockets;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.Locale;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitType;
import org.latticehost.wasi.internal.io.IoError;
import org.latticehost.wasi.internal.io.StreamFailure;
import org.latticehost.wasi.internal.store.Declarations;

/** An {@code error-code} of {@code wasi:sockets}. */
final class NetFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private static final WitType.EnumOf CODES =
            (WitType.EnumOf) Declarations.of("wasi:sockets/network@0.2.6").type("error-code");

    private final String code;

    private NetFailure(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    static NetFailure of(String code) {
        return new NetFailure(code);
    }

    static NetFailure denied() {
        return new NetFailure("access-denied");
    }

    static NetFailure invalidState() {
        return new NetFailure("invalid-state");
    }

    static NetFailure invalidArgument() {
        return new NetFailure("invalid-argument");
    }

    static NetFailure wouldBlock() {
        return new NetFailure("would-block");
    }

    static NetFailure of(IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof BindException) {
            return of(text.contains("in use") ? "address-in-use" : "address-not-bindable");
        }
        if (e instanceof ConnectException) {
            return of(text.contains("timed out") ? "timeout" : "connection-refused");
        }
        if (e instanceof NoRouteToHostException || text.contains("unreachable")) {
            return of("remote-unreachable");
        }
        if (e instanceof SocketException || text.contains("reset") || text.contains("broken pipe")) {
            return of(text.contains("too long") ? "datagram-too-large" : "connection-reset");
        }
        return of("unknown");
    }

    /** The case. */
    String code() {
        return code;
    }

    WitEnum toWit() {
        return WitEnum.of(CODES, code);
    }

    StreamFailure toStreamFailure() {
        return StreamFailure.of(new IoError(code, this));
    }
}
