package org.latticehost.wasi.internal.preview1;

import java.util.Map;
import org.latticehost.host.wit.WitEnum;

/** A function fails with an error number, which is its result. */
final class Errno extends Exception {
    private static final long serialVersionUID = 1L;

    static final int SUCCESS = 0;
    static final int AGAIN = 6;
    static final int BADF = 8;
    static final int ILSEQ = 25;
    static final int INVAL = 28;
    static final int IO = 29;
    static final int MFILE = 33;
    static final int NAMETOOLONG = 37;
    static final int NOTDIR = 54;
    static final int NOTSOCK = 57;
    static final int NOTSUP = 58;
    static final int PIPE = 64;
    static final int SPIPE = 70;

    private static final Map<String, Integer> BY_ERROR_CODE = Map.ofEntries(
            Map.entry("access", 2),
            Map.entry("would-block", AGAIN),
            Map.entry("already", 7),
            Map.entry("bad-descriptor", BADF),
            Map.entry("busy", 10),
            Map.entry("deadlock", 16),
            Map.entry("quota", 19),
            Map.entry("exist", 20),
            Map.entry("file-too-large", 22),
            Map.entry("illegal-byte-sequence", ILSEQ),
            Map.entry("in-progress", 26),
            Map.entry("interrupted", 27),
            Map.entry("invalid", INVAL),
            Map.entry("io", IO),
            Map.entry("is-directory", 31),
            Map.entry("loop", 32),
            Map.entry("too-many-links", 34),
            Map.entry("message-size", 35),
            Map.entry("name-too-long", NAMETOOLONG),
            Map.entry("no-device", 43),
            Map.entry("no-entry", 44),
            Map.entry("no-lock", 46),
            Map.entry("insufficient-memory", 48),
            Map.entry("insufficient-space", 51),
            Map.entry("not-directory", NOTDIR),
            Map.entry("not-empty", 55),
            Map.entry("not-recoverable", 56),
            Map.entry("unsupported", NOTSUP),
            Map.entry("no-tty", 59),
            Map.entry("no-such-device", 60),
            Map.entry("overflow", 61),
            Map.entry("not-permitted", 63),
            Map.entry("pipe", PIPE),
            Map.entry("read-only", 69),
            Map.entry("invalid-seek", SPIPE),
            Map.entry("text-file-busy", 74),
            Map.entry("cross-device", 75));

    private final int number;

    Errno(int number) {
        super("errno " + number, null, false, false);
        this.number = number;
    }

    /** For an {@code error-code} of {@code wasi:filesystem}. */
    static Errno of(WitEnum code) {
        return new Errno(BY_ERROR_CODE.getOrDefault(code.label(), IO));
    }

    int number() {
        return number;
    }
}
