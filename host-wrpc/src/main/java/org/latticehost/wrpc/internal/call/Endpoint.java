package org.latticehost.wrpc.internal.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.OverloadedException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.SubscriptionOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One side's place on the bus: an inbox, subscribed once, and the calls that get their messages through it. Thread-safe.
 */
public final class Endpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    /** Begins the last token of our reply subjects; peers that see it know that we use windows and short calls. */
    private static final String MARK = "lh1-";

    /** Many calls share the subscription, and a lost message spoils one of them. */
    private static final SubscriptionOptions INBOX_BOUNDS = new SubscriptionOptions(1 << 20, 256L << 20, true);

    /** Streams that wait in files at once: a peer may open streams by the thousand, a process not so many files. */
    private static final int MAX_FILES = 256;

    private final MessageBus bus;
    private final Executor executor;
    private final ScheduledExecutorService timers;
    private final CallSettings settings;
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong spilled = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable String inbox;
    private @Nullable LatticeSubscription subscription;
    private final PeerWatch peers;
    private final ShortAnswers answers;
    private @Nullable ScheduledFuture<?> watching;
    private volatile boolean closed;

    /**
     * @param executor runs handlers and completes what callers wait for
     * @param timers for the limits on waiting; its tasks are short
     * @param moreToCome whether calls wait to be run here, so that answers may wait a moment for theirs
     */
    public Endpoint(
            MessageBus bus,
            Executor executor,
            ScheduledExecutorService timers,
            CallSettings settings,
            BooleanSupplier moreToCome) {
        this.bus = bus;
        this.executor = executor;
        this.timers = timers;
        this.settings = settings;
        this.peers = new PeerWatch(bus, settings.peerGoneAfter());
        this.answers = new ShortAnswers(bus, timers, moreToCome);
    }

    /** Either side of a call. */
    interface Call {
        /** Handles a message; {@code below} is what follows the reply subject, without the dot. Must not block. */
        void receive(String below, LatticeMessage message);

        /** Handles the whole result, which came together with others. Must not block. */
        void answered(byte[] result);

        void end(Throwable cause);

        /** The inbox of a peer that can be asked for, if nothing has been heard of the call for a while. */
        Optional<String> quietPeer(long now);
    }

    MessageBus bus() {
        return bus;
    }

    ShortAnswers answers() {
        return answers;
    }

    Executor executor() {
        return executor;
    }

    ScheduledExecutorService timers() {
        return timers;
    }

    CallSettings settings() {
        return settings;
    }

    /** Calls that have not ended. */
    public int open() {
        return calls.size();
    }

    /** A token for a new call, made known by {@link #add}. */
    String newToken() {
        return MARK + Long.toString(tokens.incrementAndGet(), 36);
    }

    /**
     * The reply subject of a call; from now on it gets its messages.
     *
     * @throws OverloadedException if there are too many
     * @throws TransportException if this is closed or cannot subscribe
     */
    String add(String token, Call call) {
        String root = inbox();
        if (calls.size() >= settings.maxCalls()) {
            throw new OverloadedException("more than " + settings.maxCalls() + " wRPC calls at once");
        }
        calls.put(token, call);
        if (closed) {
            calls.remove(token);
            throw closedException();
        }
        return root + "." + token;
    }

    void remove(String token) {
        calls.remove(token);
    }

    /** Whether a reply subject is one of ours, or of a host like us. */
    static boolean ours(String replySubject) {
        int dot = replySubject.lastIndexOf('.');
        return dot > 0 && replySubject.startsWith(MARK, dot + 1);
    }

    /** So many more bytes of streams wait in files, or fewer; false, and not counted, if they would be too many. */
    boolean spilled(long bytes) {
        if (spilled.addAndGet(bytes) <= settings.maxUnreadOnDisk() || bytes <= 0) {
            return true;
        }
        spilled.addAndGet(-bytes);
        return false;
    }

    /** One more stream waits in a file; false, and not counted, if there are too many. */
    boolean openFile() {
        if (files.incrementAndGet() <= MAX_FILES) {
            return true;
        }
        files.decrementAndGet();
        return false;
    }

    void fileClosed() {
        files.decrementAndGet();
    }

    /** Bytes of streams that wait in files. */
    public long spilled() {
        return spilled.get();
    }

    /** Runs a task off the bus's thread; here if the executor is closed, so that nothing is left waiting. */
    void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private String inbox() {
        String known = inbox;
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            if (closed) {
                throw closedException();
            }
            known = inbox;
            if (known == null) {
                known = bus.newInbox();
                int prefix = known.length() + 1;
                subscription = bus.subscribe(known + ".>", null, INBOX_BOUNDS, m -> route(m, prefix));
                inbox = known;
                watch(known);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private void route(LatticeMessage message, int prefix) {
        String subject = message.subject();
        int dot = subject.indexOf('.', prefix);
        String token = dot < 0 ? subject.substring(prefix) : subject.substring(prefix, dot);
        Call call = calls.get(token);
        // Late messages of calls that have ended are normal.
        if (call != null) {
            call.receive(dot < 0 ? "" : subject.substring(dot + 1), message);
        } else if (dot < 0 && ours(message.replyTo().orElse(""))) {
            tellOver(message.replyTo().get()); // a late accept of a call that was given up
        } else if (dot < 0 && token.equals(ShortAnswers.MANY)) {
            ShortAnswers.split(message.payload(), this::answered);
        } else {
            peers.receive(token, message);
        }
    }

    private void answered(String token, byte[] result) {
        Call call = calls.get(token);
        if (call != null) {
            call.answered(result);
        }
    }

    /** Tells a callee of our kind, which could not know otherwise, that nobody waits for it. */
    void tellOver(String replySubject) {
        try {
            bus.publish(LatticeMessage.empty(replySubject + "." + Conversation.OVER));
        } catch (HostException e) {
            LOG.atDebug().setCause(e).log("a callee cannot be told that its call is over");
        }
    }

    /** Under the lock. */
    private void watch(String root) {
        long pause =
                Math.min(TimeUnit.SECONDS.toNanos(1), settings.peerGoneAfter().toNanos() / 4);
        if (pause > 0) {
            watching = timers.scheduleWithFixedDelay(
                    () -> {
                        try {
                            peers.look(calls.values(), root);
                        } catch (RuntimeException e) { // which would end the watch
                            LOG.atDebug().setCause(e).log("peers cannot be asked for now");
                        }
                    },
                    pause,
                    pause,
                    TimeUnit.NANOSECONDS);
        }
    }

    /** Ends the inbox and all calls. */
    @Override
    public void close() {
        LatticeSubscription last;
        lock.lock();
        try {
            closed = true;
            last = subscription;
            subscription = null;
            if (watching != null) {
                watching.cancel(false);
            }
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close();
        }
        for (Call call : List.copyOf(calls.values())) {
            call.end(closedException());
        }
        calls.clear();
        answers.flush();
    }

    private static TransportException closedException() {
        return new TransportException(ErrorCode.HOST_STOPPED, "wRPC is closed here");
    }
}
