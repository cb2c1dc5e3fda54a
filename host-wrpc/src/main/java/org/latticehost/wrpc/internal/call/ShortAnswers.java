package org.latticehost.wrpc.internal.call;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole results in a few bytes for hosts of our kind. While other calls wait to be run, those that are ready wait for them a
 * moment, and all that go to one host travel in one message: its way through the server and to the caller's thread costs many
 * times what the bytes do.
 *
 * <p>Such a message goes to {@code <inbox>.many}. For each result it holds the length of the reply subject's last token, that
 * token, the length of the result, and the result; lengths are one byte each.
 *
 * <p>Thread-safe.
 */
final class ShortAnswers {
    /** The last token of the subject. */
    static final String MANY = "many";

    /** Longest result that may wait, in bytes. */
    static final int MAX_BYTES = 200;

    private static final Logger LOG = LoggerFactory.getLogger(ShortAnswers.class);
    private static final int MAX_TOKEN = 40;
    private static final int MAX_WAITING = 16;
    private static final int MAX_MESSAGE = MAX_WAITING * (MAX_BYTES + MAX_TOKEN + 2);
    /** Waiting results go with the next one after that time. */
    private static final long MOMENT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    /** And without a next one after at most twice that time. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MessageBus bus;
    private final ScheduledExecutorService timers;
    private final BooleanSupplier moreToCome;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Answer> waiting = new ArrayList<>(MAX_WAITING);
    /** When the first of those that wait came. */
    private long since;

    private boolean ticking;

    /**
     * @param moreToCome whether calls wait to be run; asked for each result
     */
    ShortAnswers(MessageBus bus, ScheduledExecutorService timers, BooleanSupplier moreToCome) {
        this.bus = bus;
        this.timers = timers;
        this.moreToCome = moreToCome;
    }

    private static final class Answer {
        private final String replySubject;
        private final byte[] bytes;

        Answer(String replySubject, byte[] bytes) {
            this.replySubject = replySubject;
            this.bytes = bytes;
        }

        String inbox() {
            return replySubject.substring(0, replySubject.lastIndexOf('.'));
        }

        String token() {
            return replySubject.substring(replySubject.lastIndexOf('.') + 1);
        }
    }

    /**
     * Sends a result of at most {@link #MAX_BYTES}, now or in a moment.
     *
     * @param replySubject of a caller of our kind
     * @throws HostException if it cannot be sent now
     */
    void send(String replySubject, byte[] bytes) {
        Answer answer = new Answer(replySubject, bytes);
        boolean alone =
                replySubject.length() - replySubject.lastIndexOf('.') > MAX_TOKEN || bus.maxPayload() < MAX_MESSAGE;
        boolean last = !moreToCome.getAsBoolean();
        List<Answer> ready;
        boolean tick = false;
        lock.lock();
        try {
            if (alone || (last && waiting.isEmpty())) {
                ready = List.of(answer);
            } else {
                ready = wait(answer, last);
                tick = !ticking && ready.isEmpty();
                ticking |= tick;
            }
        } finally {
            lock.unlock();
        }
        if (tick) {
            tick();
        }
        if (ready.size() == 1) {
            publish(ready.get(0));
        } else {
            publishWaiting(ready);
        }
    }

    /** Under the lock: lets an answer wait. Returns what need not wait any longer. */
    private List<Answer> wait(Answer answer, boolean last) {
        long now = System.nanoTime();
        if (waiting.isEmpty()) {
            since = now;
        }
        waiting.add(answer);
        return last || waiting.size() >= MAX_WAITING || now - since >= MOMENT_NANOS ? take() : List.of();
    }

    /** Under the lock. */
    private List<Answer> take() {
        List<Answer> taken = waiting;
        waiting = new ArrayList<>(MAX_WAITING);
        return taken;
    }

    private void tick() {
        try {
            var unused = timers.schedule(this::look, TICK_NANOS, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            flush(); // the host stops
        }
    }

    /** One timer does as long as results come: to arm one costs more than to look in vain. */
    private void look() {
        List<Answer> ready = List.of();
        boolean again;
        lock.lock();
        try {
            again = !waiting.isEmpty();
            ticking = again;
            if (again && System.nanoTime() - since >= TICK_NANOS) {
                ready = take();
            }
        } finally {
            lock.unlock();
        }
        if (again) {
            tick();
        }
        publishWaiting(ready);
    }

    /** Sends what waits. */
    void flush() {
        List<Answer> ready;
        lock.lock();
        try {
            ready = take();
        } finally {
            lock.unlock();
        }
        publishWaiting(ready);
    }

    /** Sends results of calls that have ended, so that nobody else hears of what fails. */
    private void publishWaiting(List<Answer> answers) {
        try {
            publish(answers);
        } catch (HostException e) {
            LOG.atWarn().setCause(e).log("{} calls could not be answered", answers.size());
        }
    }

    private void publish(List<Answer> answers) {
        Map<String, List<Answer>> byInbox = new LinkedHashMap<>();
        for (Answer each : answers) {
            byInbox.computeIfAbsent(each.inbox(), inbox -> new ArrayList<>(MAX_WAITING))
                    .add(each);
        }
        byInbox.forEach((inbox, its) -> {
            if (its.size() == 1) {
                publish(its.get(0));
            } else {
                bus.publish(LatticeMessage.of(inbox + "." + MANY, join(its)));
            }
        });
    }

    private void publish(Answer answer) {
        bus.publish(LatticeMessage.of(answer.replySubject + ".results", answer.bytes));
    }

    private static byte[] join(List<Answer> answers) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(512);
        for (Answer each : answers) {
            byte[] token = each.token().getBytes(StandardCharsets.UTF_8);
            all.write(token.length);
            all.writeBytes(token);
            all.write(each.bytes.length);
            all.writeBytes(each.bytes);
        }
        return all.toByteArray();
    }

    /** Who gets the results of a message. */
    @FunctionalInterface
    interface Receiver {
        void receive(String token, byte[] result);
    }

    /** Takes a message apart; what is cut off at its end is left out. */
    static void split(byte[] message, Receiver receiver) {
        int at = 0;
        while (at < message.length) {
            int token = at + 1;
            int length = token + (message[at] & 0xff);
            int result = length + 1;
            int end = length < message.length ? result + (message[length] & 0xff) : Integer.MAX_VALUE;
            if (end > message.length) {
                LOG.debug("a message with several results is cut off after {} of {} bytes", at, message.length);
                return;
            }
            receiver.receive(
                    new String(message, token, length - token, StandardCharsets.UTF_8),
                    Arrays.copyOfRange(message, result, end));
            at = end;
        }
    }
}
