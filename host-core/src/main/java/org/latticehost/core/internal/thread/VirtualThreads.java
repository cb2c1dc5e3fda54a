package org.latticehost.core.internal.thread;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Virtual threads where the JVM has them (21 and later), platform threads elsewhere. Looked up by name because the
 * baseline is Java 17.
 */
final class VirtualThreads {
    private VirtualThreads() {}

    static ExecutorService executor(String namePrefix) {
        try {
            return virtual(namePrefix);
        } catch (Throwable e) { // absent, or still a preview
            AtomicLong number = new AtomicLong();
            return Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, namePrefix + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    /** {@code Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(prefix, 1).factory())}. */
    private static ExecutorService virtual(String namePrefix) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
        MethodHandle start = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
        MethodHandle name =
                lookup.findVirtual(ofVirtual, "name", MethodType.methodType(ofVirtual, String.class, long.class));
        MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
        MethodHandle executor = lookup.findStatic(
                Executors.class,
                "newThreadPerTaskExecutor",
                MethodType.methodType(ExecutorService.class, ThreadFactory.class));
        Object named = name.invoke(start.invoke(), namePrefix, 1L);
        return (ExecutorService) executor.invoke((ThreadFactory) factory.invoke(named));
    }
}
