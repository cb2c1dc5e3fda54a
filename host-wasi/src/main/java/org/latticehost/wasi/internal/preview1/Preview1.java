package org.latticehost.wasi.internal.preview1;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.latticehost.component.spi.GuestExit;
import org.latticehost.component.spi.HostModule;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitRecord;

/**
 * The module {@code wasi_snapshot_preview1}. Works on the functions of WASI 0.2, as the adapter of wit-component does, and
 * answers as that one where the older text leaves a choice.
 */
public final class Preview1 {
    /** Bytes of randomness fetched at once. */
    private static final int RANDOM_PIECE = 64 << 10;

    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;

    private Preview1() {}

    /**
     * The module.
     *
     * @param all the interfaces of WASI 0.2
     */
    public static HostModule module(List<HostInterface> all) {
        Functions functions = new Functions(new Wasi(all));
        surroundings(functions);
        clocks(functions);
        sockets(functions);
        FdFunctions.register(functions);
        PathFunctions.register(functions);
        PollFunction.register(functions);
        return new HostModule("wasi_snapshot_preview1", functions.all());
    }

    private static void surroundings(Functions functions) {
        functions
                .add("args_get", "ii", (call, args) -> putAll(call, args, arguments(call)))
                .add("args_sizes_get", "ii", (call, args) -> putSizes(call, args, arguments(call)))
                .add("environ_get", "ii", (call, args) -> putAll(call, args, environment(call)))
                .add("environ_sizes_get", "ii", (call, args) -> putSizes(call, args, environment(call)))
                .add("random_get", "ii", (call, args) -> random(call, (int) args[0], (int) args[1]))
                .add("sched_yield", "", (call, args) -> Thread.onSpinWait())
                .add("proc_raise", "i", (call, args) -> {
                    throw new Errno(Errno.NOTSUP);
                })
                .addExit("proc_exit", (call, memory, args) -> {
                    throw new GuestExit((int) args[0]);
                });
    }

    private static List<byte[]> arguments(Functions.Call call) {
        return call.host().grants().arguments().stream()
                .map(a -> a.getBytes(UTF_8))
                .toList();
    }

    private static List<byte[]> environment(Functions.Call call) {
        List<byte[]> pairs = new ArrayList<>();
        call.host().grants().environment().forEach((name, value) -> pairs.add((name + "=" + value).getBytes(UTF_8)));
        return pairs;
    }

    /** Texts that end with a zero, and where each begins. */
    private static void putAll(Functions.Call call, long[] args, List<byte[]> texts) {
        int pointers = (int) args[0];
        int at = (int) args[1];
        for (byte[] text : texts) {
            call.memory().putInt(pointers, at);
            call.memory().put(at, text, 0, text.length);
            call.memory().putByte(at + text.length, (byte) 0);
            pointers += 4;
            at += text.length + 1;
        }
    }

    private static void putSizes(Functions.Call call, long[] args, List<byte[]> texts) {
        int bytes = texts.stream().mapToInt(text -> text.length + 1).sum();
        call.putInt(args[0], texts.size());
        call.putInt(args[1], bytes);
    }

    private static void random(Functions.Call call, int address, int length) throws Exception {
        int at = address;
        for (long left = Integer.toUnsignedLong(length); left > 0; ) {
            long n = Math.min(left, RANDOM_PIECE);
            byte[] bytes = (byte[]) call.wasi().call(call.host(), "wasi:random/random", "get-random-bytes", n);
            call.memory().put(at, bytes, 0, bytes.length);
            at += bytes.length;
            left -= n;
        }
    }

    private static void clocks(Functions functions) {
        functions
                .add("clock_res_get", "ii", (call, args) -> call.putLong(args[1], clock(call, args[0], "resolution")))
                .add("clock_time_get", "ili", (call, args) -> call.putLong(args[2], clock(call, args[0], "now")));
    }

    /** What a function of a clock says, in nanoseconds. Clocks of processor time are unknown, as in the adapter. */
    static long clock(Functions.Call call, long id, String function) throws Exception {
        return switch ((int) id) {
            case REALTIME ->
                Metadata.nanos((WitRecord) call.wasi().call(call.host(), "wasi:clocks/wall-clock", function));
            case MONOTONIC -> (Long) call.wasi().call(call.host(), "wasi:clocks/monotonic-clock", function);
            default -> throw new Errno(Errno.BADF);
        };
    }

    /** There are none: programs of that time can only accept at sockets that were opened for them. */
    private static void sockets(Functions functions) {
        functions
                .add("sock_accept", "iii", Preview1::noSocket)
                .add("sock_recv", "iiiiii", Preview1::noSocket)
                .add("sock_send", "iiiii", Preview1::noSocket)
                .add("sock_shutdown", "ii", Preview1::noSocket);
    }

    private static void noSocket(Functions.Call call, long[] args) throws Exception {
        call.fd(args[0]);
        throw new Errno(Errno.NOTSOCK);
    }
}
