package org.latticehost.wasi.internal.preview1;

import java.util.ArrayList;
import java.util.List;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.store.Declarations;

/** Flags and times of the older interface as those of {@code wasi:filesystem}. */
final class Flags {
    private static final WitInterface TYPES = Declarations.of("wasi:filesystem/types@0.2.6");
    private static final WitType.FlagsOf PATH = (WitType.FlagsOf) TYPES.type("path-flags");
    private static final WitType.FlagsOf OPEN = (WitType.FlagsOf) TYPES.type("open-flags");
    private static final WitType.FlagsOf DESCRIPTOR = (WitType.FlagsOf) TYPES.type("descriptor-flags");
    private static final WitType.VariantOf NEW_TIME = (WitType.VariantOf) TYPES.type("new-timestamp");
    private static final WitType.RecordOf DATETIME = (WitType.RecordOf) TYPES.type("datetime");
    private static final long SECOND = 1_000_000_000;

    private Flags() {}

    static WitFlags path(boolean follow) {
        return WitFlags.of(PATH, follow ? List.of("symlink-follow") : List.of());
    }

    /** Of an opening: the bits are in the order of the labels. */
    static WitFlags open(int flags) {
        return WitFlags.of(OPEN, chosen(flags, "create", "directory", "exclusive", "truncate"));
    }

    /**
     * @param flags {@code fdflags}
     */
    static WitFlags descriptor(boolean read, boolean write, int flags) {
        List<String> labels = new ArrayList<>(
                chosen(flags, "", "data-integrity-sync", "", "requested-write-sync", "file-integrity-sync"));
        labels.removeIf(String::isEmpty);
        if (read) {
            labels.add("read");
        }
        if (write) {
            labels.add("write");
        }
        return WitFlags.of(DESCRIPTOR, labels);
    }

    private static List<String> chosen(int flags, String... labels) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if ((flags >> i & 1) != 0) {
                chosen.add(labels[i]);
            }
        }
        return chosen;
    }

    /**
     * A time to set.
     *
     * @param given whether {@code nanos} is to be set
     * @param now whether the present is
     * @param nanos since 1970, unsigned
     */
    static WitVariant time(boolean given, boolean now, long nanos) throws Errno {
        if (given && now) {
            throw new Errno(Errno.INVAL);
        }
        if (now) {
            return WitVariant.of(NEW_TIME, "now", null);
        }
        if (!given) {
            return WitVariant.of(NEW_TIME, "no-change", null);
        }
        WitRecord time =
                WitRecord.of(DATETIME, Long.divideUnsigned(nanos, SECOND), (int) Long.remainderUnsigned(nanos, SECOND));
        return WitVariant.of(NEW_TIME, "timestamp", time);
    }
}
