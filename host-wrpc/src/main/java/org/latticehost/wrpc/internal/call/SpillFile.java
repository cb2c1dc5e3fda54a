package org.latticehost.wrpc.internal.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes first in, first out, in a temporary file that vanishes when it is closed. Confined to one thread at a time. */
final class SpillFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpillFile.class);
    private static final int PIECE = 64 << 10;

    private final FileChannel file;
    private long written;
    private long read;

    private SpillFile(FileChannel file) {
        this.file = file;
    }

    static SpillFile open() throws IOException {
        Path path = Files.createTempFile("lattice-unread", ".tmp");
        return new SpillFile(FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        while (from.hasRemaining()) {
            file.write(from, written + from.position());
        }
        written += bytes.length;
    }

    /** The next bytes; null if all have been read. */
    byte @Nullable [] read() throws IOException {
        int count = (int) Math.min(PIECE, unread());
        if (count == 0) {
            return null;
        }
        ByteBuffer to = ByteBuffer.allocate(count);
        while (to.hasRemaining()) {
            if (file.read(to, read + to.position()) < 0) {
                throw new IOException("a temporary file became shorter");
            }
        }
        read += count;
        return to.array();
    }

    long unread() {
        return written - read;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("a temporary file did not close", e);
        }
    }
}
