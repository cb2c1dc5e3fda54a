package org.latticehost.testkit.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Everything a host sends, by channel and in order. Thread-safe. */
final class Traffic {
    private static final long QUIET_MILLIS = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Sent> all = new ArrayList<>();
    private final Map<String, Integer> next = new HashMap<>();

    /** A message, with its place among all of them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sent(String channel, String subject, byte[] payload, int place) {
        @Override
        public String toString() {
            return channel + " " + subject + " " + new String(payload, StandardCharsets.UTF_8);
        }
    }

    void add(String channel, String subject, byte[] payload) {
        lock.lock();
        try {
            all.add(new Sent(channel, subject, payload, all.size()));
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was sent so far, also what is still on its way on another connection. */
    void clear() {
        lock.lock();
        try {
            int size = -1;
            while (size != all.size()) {
                size = all.size();
                long left = TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
                while (left > 0 && size == all.size()) {
                    left = more.awaitNanos(left);
                }
            }
            all.forEach(sent -> next.put(sent.channel, sent.place + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** The next message on a channel that was not taken yet. */
    Optional<Sent> take(String channel, long millis) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (true) {
                for (Sent sent : all.subList(next.getOrDefault(channel, 0), all.size())) {
                    if (sent.channel.equals(channel)) {
                        next.put(channel, sent.place + 1);
                        return Optional.of(sent);
                    }
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = more.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    List<Sent> on(String channel) {
        lock.lock();
        try {
            return all.stream().filter(sent -> sent.channel.equals(channel)).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            StringBuilder text = new StringBuilder();
            all.forEach(sent -> text.append("\n    ").append(sent));
            return text.toString();
        } finally {
            lock.unlock();
        }
    }
}
