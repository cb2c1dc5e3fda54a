package org.latticehost.component.internal.binary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads canonical definitions. Those of WASI 0.3 are read to their end and then refused by name. */
final class CanonReader {
    private static final int MAX_OPTIONS = 10;

    private final ByteReader in;
    private @Nullable String asyncOption;

    CanonReader(ByteReader in) {
        this.in = in;
    }

    RawCanon canon() {
        int offset = in.offset();
        int code = in.u8();
        asyncOption = null;
        RawCanon canon = switch (code) {
            case 0 -> {
                funcSort();
                yield new RawCanon.Lift(in.index(), options(), in.index());
            }
            case 1 -> {
                funcSort();
                yield new RawCanon.Lower(in.index(), options());
            }
            case 2 -> new RawCanon.ResourceNew(in.index());
            case 3 -> new RawCanon.ResourceDrop(in.index());
            case 4 -> new RawCanon.ResourceRep(in.index());
            default -> throw async(code, offset);
        };
        if (asyncOption != null) {
            throw ByteReader.unsupported(asyncOption, offset);
        }
        return canon;
    }

    private void funcSort() {
        int sort = in.u8();
        if (sort != 0) {
            throw in.badByte(sort, "canonical definition");
        }
    }

    private List<RawCanonOption> options() {
        int n = in.count(MAX_OPTIONS, "canonical options");
        List<RawCanonOption> options = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            int offset = in.offset();
            int code = in.u8();
            switch (code) {
                case 0 -> options.add(new RawCanonOption(RawCanonOption.Kind.UTF8, -1, offset));
                case 1 -> options.add(new RawCanonOption(RawCanonOption.Kind.UTF16, -1, offset));
                case 2 -> options.add(new RawCanonOption(RawCanonOption.Kind.LATIN1_UTF16, -1, offset));
                case 3 -> options.add(new RawCanonOption(RawCanonOption.Kind.MEMORY, in.index(), offset));
                case 4 -> options.add(new RawCanonOption(RawCanonOption.Kind.REALLOC, in.index(), offset));
                case 5 -> options.add(new RawCanonOption(RawCanonOption.Kind.POST_RETURN, in.index(), offset));
                case 6 -> asyncOption = "needs WASI 0.3 async: option async";
                case 7 -> {
                    in.index();
                    asyncOption = "needs WASI 0.3 async: option callback";
                }
                case 8 -> {
                    in.index();
                    asyncOption = "needs a gated feature: option core-type";
                }
                case 9 -> asyncOption = "needs a gated feature: option gc";
                default -> throw in.badByte(code, "canonical option");
            }
        }
        return options;
    }

    private RuntimeException async(int code, int offset) {
        String name = asyncName(code);
        if (name == null) {
            return in.badByte(code, "canonical definition");
        }
        switch (code) {
            case 0x09 -> {
                new TypeReader(in).resultList();
                options();
            }
            case 0x0a, 0x0b -> {
                new CoreTypeReader(in).valType();
                in.u32();
            }
            case 0x06, 0x0c, 0x29, 0x2a, 0x2b, 0x2c, 0x2d -> flag();
            case 0x0e, 0x13, 0x14, 0x15, 0x1a, 0x1b, 0x40, 0x07 -> in.u32();
            case 0x0f, 0x10, 0x16, 0x17 -> {
                in.u32();
                options();
            }
            case 0x11, 0x12, 0x18, 0x19 -> {
                in.u32();
                flag();
            }
            case 0x1c, 0x1d -> options();
            case 0x20, 0x21 -> {
                flag();
                in.u32();
            }
            case 0x27, 0x41 -> {
                in.u32();
                in.u32();
            }
            default -> {}
        }
        return ByteReader.unsupported("needs WASI 0.3 async: " + name, offset);
    }

    private void flag() {
        int flag = in.u8();
        if (flag > 1) {
            throw in.badByte(flag, "flag of a canonical definition");
        }
    }

    private static @Nullable String asyncName(int code) {
        return switch (code) {
            case 0x05 -> "task.cancel";
            case 0x06 -> "subtask.cancel";
            case 0x07 -> "resource.drop async";
            case 0x08 -> "backpressure.set";
            case 0x09 -> "task.return";
            case 0x0a -> "context.get";
            case 0x0b -> "context.set";
            case 0x0c -> "thread.yield";
            case 0x0d -> "subtask.drop";
            case 0x0e -> "stream.new";
            case 0x0f -> "stream.read";
            case 0x10 -> "stream.write";
            case 0x11 -> "stream.cancel-read";
            case 0x12 -> "stream.cancel-write";
            case 0x13 -> "stream.drop-readable";
            case 0x14 -> "stream.drop-writable";
            case 0x15 -> "future.new";
            case 0x16 -> "future.read";
            case 0x17 -> "future.write";
            case 0x18 -> "future.cancel-read";
            case 0x19 -> "future.cancel-write";
            case 0x1a -> "future.drop-readable";
            case 0x1b -> "future.drop-writable";
            case 0x1c -> "error-context.new";
            case 0x1d -> "error-context.debug-message";
            case 0x1e -> "error-context.drop";
            case 0x1f -> "waitable-set.new";
            case 0x20 -> "waitable-set.wait";
            case 0x21 -> "waitable-set.poll";
            case 0x22 -> "waitable-set.drop";
            case 0x23 -> "waitable.join";
            case 0x24 -> "backpressure.inc";
            case 0x25 -> "backpressure.dec";
            case 0x26 -> "thread.index";
            case 0x27 -> "thread.new-indirect";
            case 0x28 -> "thread.resume-later";
            case 0x29 -> "thread.suspend";
            case 0x2a -> "thread.suspend-then-resume";
            case 0x2b -> "thread.yield-then-resume";
            case 0x2c -> "thread.suspend-then-promote";
            case 0x2d -> "thread.yield-then-promote";
            case 0x40 -> "thread.spawn-ref";
            case 0x41 -> "thread.spawn-indirect";
            case 0x42 -> "thread.available-parallelism";
            default -> null;
        };
    }
}
