package org.latticehost.wasi.internal.random;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.Traps;
import org.latticehost.wasi.internal.store.WasiStore;

/** {@code wasi:random}: secure numbers for all, insecure ones with a seed per instance. */
public final class RandomInterfaces {
    /** The most bytes one call gives. */
    static final long MAX_BYTES = 64L << 20;

    private static final SecureRandom SECURE = new SecureRandom();

    private RandomInterfaces() {}

    public static List<HostInterface> all() {
        HostInterface secure = HostInterface.builder(Declarations.of("wasi:random/random@0.2.6"))
                .function("get-random-bytes", (call, args) -> bytes("get-random-bytes", SECURE, (Long) args[0]))
                .function("get-random-u64", (call, args) -> SECURE.nextLong())
                .build();
        HostInterface insecure = HostInterface.builder(Declarations.of("wasi:random/insecure@0.2.6"))
                .function(
                        "get-insecure-random-bytes",
                        (call, args) -> bytes(
                                "get-insecure-random-bytes", WasiStore.of(call).insecure(), (Long) args[0]))
                .function(
                        "get-insecure-random-u64",
                        (call, args) -> WasiStore.of(call).insecure().nextLong())
                .build();
        HostInterface seed = HostInterface.builder(Declarations.of("wasi:random/insecure-seed@0.2.6"))
                .function("insecure-seed", (call, args) -> {
                    Random random = WasiStore.of(call).insecure();
                    return List.of(random.nextLong(), random.nextLong());
                })
                .build();
        return List.of(secure, insecure, seed);
    }

    private static byte[] bytes(String function, Random from, long len) {
        if (len < 0 || len > MAX_BYTES) {
            throw Traps.trap(
                    function + " gives at most " + MAX_BYTES + " bytes, asked for " + Long.toUnsignedString(len));
        }
        byte[] bytes = new byte[(int) len];
        from.nextBytes(bytes);
        return bytes;
    }
}
