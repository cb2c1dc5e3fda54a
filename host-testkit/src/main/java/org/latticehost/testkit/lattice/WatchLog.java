package org.latticehost.testkit.lattice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.latticehost.host.spi.KeyValueBucket;

/**
 * Writes down what a watch tells, one text each: {@code PUT key=value}, {@code DELETE key}, {@code PURGE key}, {@code
 * LOST key} (a purge with revision 0), {@code caughtUp}, {@code interrupted}.
 *
 * <p>Thread-safe.
 */
public final class WatchLog implements KeyValueBucket.Watcher {
    private final Received<String> events = new Received<>();
    private final Received<Long> revisions = new Received<>();

    /** An empty log. */
    public WatchLog() {}

    @Override
    public void entry(KeyValueBucket.Entry entry) {
        revisions.accept(entry.revision());
        events.accept(
                switch (entry.operation()) {
                    case PUT -> "PUT " + entry.key() + "=" + new String(entry.value(), StandardCharsets.UTF_8);
                    case DELETE -> "DELETE " + entry.key();
                    case PURGE -> (entry.revision() == 0 ? "LOST " : "PURGE ") + entry.key();
                });
    }

    @Override
    public void caughtUp() {
        events.accept("caughtUp");
    }

    @Override
    public void interrupted(String reason) {
        events.accept("interrupted");
    }

    /** Waits for the next event. */
    public String next() {
        return events.next();
    }

    /** Waits for so many events. */
    public List<String> next(int count) {
        return events.next(count);
    }

    /** Waits for that event; returns those before it. */
    public List<String> until(String event) {
        List<String> before = new ArrayList<>();
        String next = events.next();
        while (!next.equals(event)) {
            before.add(next);
            next = events.next();
        }
        return before;
    }

    /** What was told up to now and not asked for. */
    public List<String> soFar() {
        return events.soFar();
    }

    /** The revisions of all entries up to now, in the order of arrival. */
    public List<Long> revisionsSoFar() {
        return revisions.soFar();
    }
}
