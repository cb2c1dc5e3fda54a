package org.latticehost.wasi.internal.preview1;

import java.util.List;
import java.util.Optional;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitRecord;

/** What is known about files, in the older form. */
final class Metadata {
    /** {@code filetype}s by the labels of {@code descriptor-type}. */
    private static final List<String> TYPES = List.of(
            "unknown",
            "block-device",
            "character-device",
            "directory",
            "regular-file",
            "fifo",
            "socket",
            "symbolic-link");

    private static final long DEVICE = 1;

    private Metadata() {}

    static int type(WitEnum type) {
        int number = TYPES.indexOf(type.label());
        // There is no number for pipes; 6 is a stream socket.
        return type.label().equals("fifo") ? 0 : number;
    }

    /** The number of a file, of its {@code metadata-hash-value}. */
    static long inode(Object hash) {
        return (Long) ((WitRecord) hash).get("lower");
    }

    /** Writes a {@code filestat}. */
    static void put(CoreMemory memory, int at, WitRecord stat, long inode) {
        memory.putLong(at, DEVICE);
        memory.putLong(at + 8, inode);
        memory.putLong(at + 16, type((WitEnum) stat.get("type")));
        memory.putLong(at + 24, (Long) stat.get("link-count"));
        memory.putLong(at + 32, (Long) stat.get("size"));
        memory.putLong(at + 40, nanos(stat.get("data-access-timestamp")));
        memory.putLong(at + 48, nanos(stat.get("data-modification-timestamp")));
        memory.putLong(at + 56, nanos(stat.get("status-change-timestamp")));
    }

    /** Writes the {@code filestat} of what is no file. */
    static void putOther(CoreMemory memory, int at, int type) {
        for (int i = 0; i < 64; i += 8) {
            memory.putLong(at + i, i == 16 ? type : 0);
        }
    }

    private static long nanos(Object time) {
        return ((Optional<?>) time).map(t -> nanos((WitRecord) t)).orElse(0L);
    }

    /** Of a {@code datetime}. */
    static long nanos(WitRecord time) {
        return (Long) time.get("seconds") * 1_000_000_000 + (Integer) time.get("nanoseconds");
    }
}
