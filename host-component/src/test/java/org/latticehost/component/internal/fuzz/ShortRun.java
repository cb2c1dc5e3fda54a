package org.latticehost.component.internal.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A run of a fuzz test within ordinary tests: inputs from a seed that differs each time, for a second or two. A failure
 * names the seed and the input, which belongs among the inputs of the test once it is understood.
 */
public final class ShortRun {
    private static final Duration TIME = Duration.ofMillis(1500);
    private static final int MAX_SHOWN = 2_000;
    private static final int[] EDGES = {
        0, 1, 2, 7, 8, 0xffff, 0x10000, 0xfff_ffff, 0x1000_0000, 0x7fff_ffff, -1, -4, 1 << 31
    };
    private static final byte[][] TEXTS = {
        "plain".getBytes(StandardCharsets.US_ASCII),
        "\u00e9\u2603\ud83d\ude00".getBytes(StandardCharsets.UTF_8),
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {0x3d, (byte) 0xd8, 0x00, (byte) 0xde},
        {0x00, (byte) 0xdc, 0x41, 0x00},
    };

    private final Random random;
    private final long seed;

    private ShortRun(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Numbers, pointers and texts in a row, as a hostile guest may have them in its memory. */
    public static void memories(Consumer<byte[]> test) {
        ShortRun run = new ShortRun(System.nanoTime());
        run.during(() -> run.memory(), test);
    }

    /** The given inputs with a few bytes changed, cut, doubled or taken from another. */
    public static void mutations(List<byte[]> from, Consumer<byte[]> test) {
        ShortRun run = new ShortRun(System.nanoTime());
        run.during(() -> run.mutated(from), test);
    }

    private interface Source {
        byte[] next();
    }

    private void during(Source source, Consumer<byte[]> test) {
        long end = System.nanoTime() + TIME.toNanos();
        int inputs = 0;
        do {
            byte[] input = source.next();
            try {
                test.accept(input);
            } catch (RuntimeException | Error e) {
                String hex = HexFormat.of().formatHex(Arrays.copyOf(input, Math.min(input.length, MAX_SHOWN)));
                throw new AssertionError(
                        "input " + inputs + " of seed " + seed + ", " + input.length + " bytes: " + hex, e);
            }
            inputs++;
        } while (System.nanoTime() < end);
        System.out.println(inputs + " random inputs from seed " + seed);
    }

    private byte[] memory() {
        byte[] bytes = new byte[random.nextInt(1, 3000)];
        random.nextBytes(bytes);
        for (int at = random.nextInt(12); at < bytes.length; ) {
            if (random.nextInt(8) == 0) {
                at = put(bytes, at, TEXTS[random.nextInt(TEXTS.length)]);
            } else {
                int word = random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(256) * 4;
                at = put(
                        bytes, at, new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)
                        });
            }
        }
        return bytes;
    }

    private static int put(byte[] bytes, int at, byte[] part) {
        System.arraycopy(part, 0, bytes, at, Math.min(part.length, bytes.length - at));
        return at + part.length;
    }

    private byte[] mutated(List<byte[]> from) {
        byte[] bytes = from.get(random.nextInt(from.size())).clone();
        for (int changes = random.nextInt(1, 5); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> bytes = spliced(bytes, at, bytes, random.nextInt(bytes.length));
                default -> {
                    byte[] other = from.get(random.nextInt(from.size()));
                    bytes = spliced(bytes, at, other, random.nextInt(other.length + 1));
                }
            }
        }
        return bytes;
    }

    /** The beginning of one and the end of another. */
    private static byte[] spliced(byte[] head, int to, byte[] tail, int from) {
        byte[] all = Arrays.copyOf(head, to + tail.length - from);
        System.arraycopy(tail, from, all, to, tail.length - from);
        return all;
    }
}
