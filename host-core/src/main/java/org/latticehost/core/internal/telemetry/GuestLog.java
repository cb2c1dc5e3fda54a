package org.latticehost.core.internal.telemetry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.GuestOutput;
import org.latticehost.host.spi.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Brings what a component prints and logs into the host's log, with its id. Lines beyond a rate are dropped and counted,
 * long ones are cut, so that a guest cannot fill a disk. Thread-safe.
 */
public final class GuestLog {
    /** The logger of everything that guests write. */
    public static final String LOGGER = "org.latticehost.guest";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int LINES_PER_SECOND = 1_000;
    private static final int MAX_LINE = 16 << 10;

    private final String componentId;
    private final RateLimit limit;
    private final ReentrantLock making = new ReentrantLock();

    public GuestLog(String componentId, Ticker ticker) {
        this.componentId = componentId;
        this.limit = new RateLimit(ticker, LINES_PER_SECOND);
    }

    /** The output of one invocation; to be closed when it ends, so that an unfinished line is not lost. */
    public Output output() {
        return new Output();
    }

    private void line(Level level, String text, String... keyValues) {
        if (!LOG.isEnabledForLevel(level)) {
            return;
        }
        long dropped = limit.take();
        if (dropped < 0) {
            return;
        }
        if (dropped > 0) {
            LOG.atWarn()
                    .addKeyValue("component_id", componentId)
                    .log(
                            "{} lines of the component were dropped, it prints more than {} a second",
                            dropped,
                            LINES_PER_SECOND);
        }
        LoggingEventBuilder record = LOG.atLevel(level).addKeyValue("component_id", componentId);
        for (int i = 0; i < keyValues.length; i += 2) {
            record = record.addKeyValue(keyValues[i], keyValues[i + 1]);
        }
        record.log(harmless(text));
    }

    /** Cut, and without what could move a terminal's cursor or look like a line of the host. */
    private static String harmless(String text) {
        String cut = text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + "…" : text;
        StringBuilder clean = null;
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            if (Character.isISOControl(c) && c != '\t') {
                if (clean == null) {
                    clean = new StringBuilder(cut.length() + 16).append(cut, 0, i);
                }
                clean.append(c == '\n' ? "\n    " : "");
            } else if (clean != null) {
                clean.append(c);
            }
        }
        return clean == null ? cut : clean.toString();
    }

    /** What one invocation prints. */
    public final class Output implements GuestOutput, AutoCloseable {
        /** Null until something is printed, as most guests never do. */
        private volatile @Nullable LineBuffer out;

        private volatile @Nullable LineBuffer err;

        private Output() {}

        @Override
        public void stdout(byte[] bytes) {
            LineBuffer known = out;
            (known == null ? made(true) : known).write(bytes);
        }

        @Override
        public void stderr(byte[] bytes) {
            LineBuffer known = err;
            (known == null ? made(false) : known).write(bytes);
        }

        private LineBuffer made(boolean forOut) {
            making.lock();
            try {
                LineBuffer known = forOut ? out : err;
                if (known != null) {
                    return known;
                }
                LineBuffer made = forOut ? new LineBuffer("stdout", Level.INFO) : new LineBuffer("stderr", Level.WARN);
                if (forOut) {
                    out = made;
                } else {
                    err = made;
                }
                return made;
            } finally {
                making.unlock();
            }
        }

        @Override
        public void log(String level, String context, String message) {
            Level mapped = switch (level) {
                case "trace" -> Level.TRACE;
                case "debug" -> Level.DEBUG;
                case "warn" -> Level.WARN;
                case "error", "critical" -> Level.ERROR;
                default -> Level.INFO;
            };
            // The guest's own level is kept because "critical" has no counterpart.
            line(mapped, message, "level", level, "context", context);
        }

        @Override
        public void close() {
            LineBuffer printed = out;
            if (printed != null) {
                printed.flush();
            }
            LineBuffer errors = err;
            if (errors != null) {
                errors.flush();
            }
        }
    }

    private final class LineBuffer {
        private final String stream;
        private final Level level;
        private final ReentrantLock lock = new ReentrantLock();
        private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream(0);

        LineBuffer(String stream, Level level) {
            this.stream = stream;
            this.level = level;
        }

        void write(byte[] bytes) {
            lock.lock();
            try {
                int start = 0;
                for (int i = 0; i < bytes.length; i++) {
                    if (bytes[i] == '\n') {
                        unfinished.write(bytes, start, i - start);
                        emit();
                        start = i + 1;
                    }
                }
                // What exceeds a line is dropped here already, so that a guest without line ends costs no memory.
                int rest = Math.min(bytes.length - start, MAX_LINE + 1 - unfinished.size());
                if (rest > 0) {
                    unfinished.write(bytes, start, rest);
                }
            } finally {
                lock.unlock();
            }
        }

        void flush() {
            lock.lock();
            try {
                if (unfinished.size() > 0) {
                    emit();
                }
            } finally {
                lock.unlock();
            }
        }

        private void emit() {
            String text = unfinished.toString(StandardCharsets.UTF_8);
            unfinished.reset();
            line(level, text, "stream", stream);
        }
    }
}
