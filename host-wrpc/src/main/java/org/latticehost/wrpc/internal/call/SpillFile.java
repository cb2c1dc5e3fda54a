package org.latticehost.wrpc.internal.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes first in, first out, in temporary files that vanish when they have been read, or are closed: a reader that never
 * quite catches up must not make a file grow with all that passes. Confined to one thread at a time.
 */
final class SpillFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpillFile.class);
    private static final int PIECE = 64 << 10;
    private static final long SEGMENT = 16L << 20;

    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private long unread;

    void write(byte[] bytes) throws IOException {
        Segment last = segments.peekLast();
        if (last == null || last.written >= SEGMENT) {
            last = Segment.open();
            segments.add(last);
        }
        last.write(bytes);
        unread += bytes.length;
    }

    /** The next bytes; null if all have been read. */
    byte @Nullable [] read() throws IOException {
        if (unread == 0) {
            return null;
        }
        Segment first = segments.getFirst();
        byte[] bytes = first.read();
        unread -= bytes.length;
        if (first.unread() == 0) {
            segments.removeFirst().close();
        }
        return bytes;
    }

    long unread() {
        return unread;
    }

    /** Bytes that the files take. */
    long onDisk() {
        return segments.stream().mapToLong(segment -> segment.written).sum();
    }

    @Override
    public void close() {
        segments.forEach(Segment::close);
        segments.clear();
        unread = 0;
    }

    private static final class Segment {
        private final FileChannel file;
        private long written;
        private long read;

        private Segment(FileChannel file) {
            this.file = file;
        }

        static Segment open() throws IOException {
            Path path = Files.createTempFile("lattice-unread", ".tmp");
            return new Segment(FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        }

        void write(byte[] bytes) throws IOException {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            while (from.hasRemaining()) {
                file.write(from, written + from.position());
            }
            written += bytes.length;
        }

        byte[] read() throws IOException {
            ByteBuffer to = ByteBuffer.allocate((int) Math.min(PIECE, unread()));
            while (to.hasRemaining()) {
                if (file.read(to, read + to.position()) < 0) {
                    throw new IOException("a temporary file became shorter");
                }
            }
            read += to.capacity();
            return to.array();
        }

        long unread() {
            return written - read;
        }

        void close() {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("a temporary file did not close", e);
            }
        }
    }
}
