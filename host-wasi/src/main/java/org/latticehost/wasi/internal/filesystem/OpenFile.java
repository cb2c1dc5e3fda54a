package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** An open file, shared by a descriptor and its streams; closed with the last of them. Confined like its store. */
final class OpenFile {
    private final FileChannel channel;
    private int users = 1;

    /** Counts its maker as a user. */
    OpenFile(FileChannel channel) {
        this.channel = channel;
    }

    OpenFile share() {
        users++;
        return this;
    }

    /** A user is gone. */
    void release() {
        if (--users == 0) {
            try {
                channel.close();
            } catch (IOException e) {
                // The guest has nobody to tell: like close() at the end of a process.
                users = 0;
            }
        }
    }

    /** Up to {@code max} bytes at that place, none at the end. */
    byte[] read(int max, long offset) throws IOException {
        int there = (int) Math.min(max, Math.max(0, channel.size() - offset));
        byte[] bytes = new byte[there];
        int n = there == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes), offset);
        return n == there ? bytes : Arrays.copyOf(bytes, Math.max(0, n));
    }

    void write(byte[] bytes, long offset) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left, offset + left.position());
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    void resize(long size) throws IOException {
        if (size <= channel.size()) {
            channel.truncate(size);
        } else {
            write(new byte[1], size - 1);
        }
    }

    void sync(boolean metadata) throws IOException {
        channel.force(metadata);
    }
}
