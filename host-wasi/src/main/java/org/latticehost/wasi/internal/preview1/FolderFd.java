package org.latticehost.wasi.internal.preview1;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.wasi.internal.store.WasiResource;

/** A folder; one that was granted has the name the program sees. */
final class FolderFd extends Fd {
    private static final int ENTRY_BYTES = 24;

    private final WasiResource descriptor;
    private final @Nullable String name;
    private @Nullable WasiResource entries;
    /** The number of the entry that comes next: 0 and 1 are the dots. */
    private long next;
    /** The entry with that number, if it has been read already. */
    private byte @Nullable [] pending;

    FolderFd(Wasi wasi, Object descriptor, @Nullable String name) {
        super(wasi);
        this.descriptor = (WasiResource) descriptor;
        this.name = name;
    }

    @Override
    int type() {
        return DIRECTORY;
    }

    @Override
    long rights() {
        return Rights.FOLDER;
    }

    @Override
    long inheriting() {
        return Rights.FOLDER | Rights.file(true, true);
    }

    @Override
    Object descriptor() {
        return descriptor;
    }

    @Override
    FolderFd folder() {
        return this;
    }

    /** The name of a granted folder. */
    byte[] grantedName() throws Errno {
        if (name == null) {
            throw new Errno(Errno.BADF);
        }
        return name.getBytes(UTF_8);
    }

    /** Entries from a number on, which is unsigned, as many as fit, the last one cut off; fewer than {@code room} bytes at the end. */
    byte[] list(HostCall call, int room, long from) throws Exception {
        if (Long.compareUnsigned(from, next) < 0 || entries == null) {
            rewind(call);
        }
        while (Long.compareUnsigned(next, from) < 0 && entry(call) != null) {
            advance();
        }
        ByteBuffer out = ByteBuffer.allocate(room);
        while (out.hasRemaining()) {
            byte[] entry = entry(call);
            if (entry == null) {
                break;
            }
            if (entry.length > out.remaining()) {
                // It stays pending: the program asks for it again with more room.
                out.put(entry, 0, out.remaining());
                break;
            }
            out.put(entry);
            advance();
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private void rewind(HostCall call) throws Exception {
        closeEntries();
        entries = (WasiResource) wasi.fileResult(call, "read-directory", descriptor);
        next = 0;
        pending = null;
    }

    private void advance() {
        next++;
        pending = null;
    }

    private byte @Nullable [] entry(HostCall call) throws Exception {
        if (pending == null) {
            if (next == 0) {
                pending = encode(".", DIRECTORY, Metadata.inode(wasi.fileResult(call, "metadata-hash", descriptor)));
            } else if (next == 1) {
                pending = encode("..", DIRECTORY, 0);
            } else {
                pending = following(call);
            }
        }
        return pending;
    }

    private byte @Nullable [] following(HostCall call) throws Exception {
        Object answer = wasi.call(
                call,
                Wasi.FILES,
                "[method]directory-entry-stream.read-directory-entry",
                Objects.requireNonNull(entries));
        Optional<?> entry = (Optional<?>) Objects.requireNonNull(Wasi.payload(answer));
        if (entry.isEmpty()) {
            return null;
        }
        WitRecord record = (WitRecord) entry.get();
        String child = (String) record.get("name");
        return encode(child, Metadata.type((WitEnum) record.get("type")), inode(call, child));
    }

    /** Its number, or 0 if it is gone meanwhile. */
    private long inode(HostCall call, String child) throws Exception {
        try {
            return Metadata.inode(wasi.fileResult(call, "metadata-hash-at", descriptor, Flags.path(false), child));
        } catch (Errno e) {
            return 0;
        }
    }

    private byte[] encode(String entry, int type, long inode) {
        byte[] text = entry.getBytes(UTF_8);
        return ByteBuffer.allocate(ENTRY_BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(next + 1)
                .putLong(inode)
                .putInt(text.length)
                .putInt(type)
                .put(text)
                .array();
    }

    private void closeEntries() {
        if (entries != null) {
            entries.drop();
            entries = null;
        }
    }

    @Override
    void close() {
        closeEntries();
        descriptor.drop();
    }
}
