package org.latticehost.wrpc.internal.call;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has come for a channel and waits for its reader: in memory, and beyond the call's share of it in a file, because
 * peers of other kinds send as fast as they can and wRPC has no means to hold them back. Thread-safe.
 */
final class WaitingBytes {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingBytes.class);
    private static final byte[] END = new byte[0];

    private final IncomingChannels owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<byte[]> memory = new ArrayDeque<>();
    private @Nullable SpillFile file;
    /** Whether the message that ends the channel has come: none counts behind it. */
    private boolean ended;

    private boolean closed;

    WaitingBytes(IncomingChannels owner) {
        this.owner = owner;
    }

    /** Adds a message; false if there is no room for it anywhere. */
    boolean add(byte[] payload) {
        lock.lock();
        try {
            if (closed || ended) {
                return true;
            }
            if (payload.length == 0) {
                ended = true;
                return true;
            }
            if (file == null) {
                if (owner.account(payload)) {
                    memory.add(payload);
                    return true;
                }
                owner.forget(payload);
            }
            return spill(payload);
        } finally {
            lock.unlock();
        }
    }

    private boolean spill(byte[] payload) {
        if (file == null && !owner.openFile()) {
            return false;
        }
        SpillFile to = file == null ? new SpillFile() : file;
        file = to;
        if (!owner.spilled(payload.length)) {
            return false;
        }
        try {
            to.write(payload);
            return true;
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a stream that its reader does not keep up with cannot be put into a file");
            owner.spilled(-payload.length);
            return false;
        }
    }

    /**
     * The next bytes, a message or a part of it; empty at the end of the channel, null if there is nothing now.
     *
     * @throws IOException if the file cannot be read
     */
    byte @Nullable [] poll() throws IOException {
        lock.lock();
        try {
            byte[] next = memory.poll();
            if (next != null) {
                owner.forget(next);
                return next;
            }
            SpillFile from = file;
            byte[] piece = from == null ? null : from.read();
            if (piece != null) {
                owner.spilled(-piece.length);
                return piece;
            }
            closeFile();
            if (ended && !closed) {
                closed = true;
                return END;
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what waits, and what comes. */
    void close() {
        lock.lock();
        try {
            closed = true;
            memory.forEach(owner::forget);
            memory.clear();
            closeFile();
        } finally {
            lock.unlock();
        }
    }

    private void closeFile() {
        SpillFile left = file;
        if (left != null) {
            owner.spilled(-left.unread());
            left.close();
            owner.fileClosed();
            file = null;
        }
    }
}
