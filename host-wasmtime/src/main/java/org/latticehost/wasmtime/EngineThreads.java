package org.latticehost.wasmtime;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;

/**
 * Threads that native code may be entered from. When the stack ends inside native code, or inside Java code that native
 * code called, the JVM aborts; so guests run on threads whose stack is far larger than what Wasmtime lets them use, and
 * one thread runs guests of one store only, however deeply calls between hosts and guests nest.
 */
final class EngineThreads implements AutoCloseable {
    /** What a guest may use is 256 KiB of it; the rest is for the host functions that it calls. */
    static final long STACK_BYTES = 8L << 20;

    private static final int MAX_THREADS = 2_000;
    private static final long IDLE_SECONDS = 10;

    /** The store whose guest this thread runs, over all engines. */
    private static final ThreadLocal<@Nullable WasmtimeStore> INSIDE = new ThreadLocal<>();

    private final AtomicLong made = new AtomicLong();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);

    private static final class GuestThread extends Thread {
        GuestThread(Runnable task, String name) {
            super(null, task, name, STACK_BYTES);
            setDaemon(true);
        }
    }

    private Thread newThread(Runnable task) {
        return new GuestThread(task, "lattice-wasmtime-" + made.incrementAndGet());
    }

    /** Whether this thread may enter guests of the store as it is. */
    static boolean isFit(WasmtimeStore store) {
        WasmtimeStore inside = INSIDE.get();
        return inside == store || (inside == null && Thread.currentThread() instanceof GuestThread);
    }

    static void inside(@Nullable WasmtimeStore store) {
        if (store == null) {
            INSIDE.remove();
        } else {
            INSIDE.set(store);
        }
    }

    /** Runs the task on a thread that is fit and waits for it. An interrupt is handed on to that thread. */
    <T> T call(Supplier<T> task) {
        Hop<T> hop = new Hop<>(task);
        try {
            pool.execute(hop);
        } catch (RejectedExecutionException e) {
            throw new CoreTrapException(
                    TrapKind.LIMIT,
                    "no thread to run a guest: " + MAX_THREADS + " run already, or the engine is closed");
        }
        return hop.await();
    }

    private static final class Hop<T> implements Runnable {
        private final Supplier<T> task;
        private final Thread waiting = Thread.currentThread();
        private @Nullable Thread runner;
        private boolean early;
        private volatile boolean done;
        private @Nullable T result;
        private @Nullable Throwable failure;

        Hop(Supplier<T> task) {
            this.task = task;
        }

        @Override
        public void run() {
            synchronized (this) {
                runner = Thread.currentThread();
                if (early) {
                    Thread.currentThread().interrupt();
                }
            }
            try {
                result = task.get();
            } catch (Throwable t) {
                failure = t;
            }
            synchronized (this) {
                runner = null;
                Thread.interrupted(); // an interrupt belongs to the call it was meant for
            }
            done = true;
            LockSupport.unpark(waiting);
        }

        @SuppressWarnings("NullAway") // the result of a task may be null where T says so
        T await() {
            boolean interrupted = false;
            while (!done) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    interrupted = true;
                    interruptRunner();
                }
            }
            if (interrupted) {
                waiting.interrupt();
            }
            if (failure != null) {
                EngineThreads.<RuntimeException>rethrow(failure);
            }
            return result;
        }

        private synchronized void interruptRunner() {
            Thread running = runner;
            if (running != null) {
                running.interrupt();
            } else {
                early = true;
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
