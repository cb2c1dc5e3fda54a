package org.latticehost.core.internal.control;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.latticehost.host.error.CommandException;

/** The labels of a host: its own, those configured over them, and those set since. Thread-safe. */
public final class HostLabels {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Map<String, String> labels;

    /**
     * @param configured laid over the built-in ones
     */
    public HostLabels(Map<String, String> configured) {
        Map<String, String> all = new TreeMap<>(builtIn());
        all.putAll(configured);
        labels = Collections.unmodifiableMap(all);
    }

    /** All labels now, sorted. */
    public Map<String, String> all() {
        return labels;
    }

    /** Sets a label; the host's own cannot be set. */
    Map<String, String> put(String key, String value) {
        if (key.toLowerCase(Locale.ROOT).startsWith("hostcore.")) {
            throw new CommandException("hostcore.* labels cannot be set dynamically");
        }
        lock.lock();
        try {
            Map<String, String> copy = new TreeMap<>(labels);
            copy.put(key, value);
            labels = Collections.unmodifiableMap(copy);
            return labels;
        } finally {
            lock.unlock();
        }
    }

    /** Removes a label; returns whether there was one. */
    boolean remove(String key) {
        lock.lock();
        try {
            Map<String, String> copy = new TreeMap<>(labels);
            boolean found = copy.remove(key) != null;
            labels = Collections.unmodifiableMap(copy);
            return found;
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, String> builtIn() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean windows = os.startsWith("windows");
        return Map.of(
                "hostcore.arch", arch(System.getProperty("os.arch", "")),
                "hostcore.os", windows ? "windows" : os.startsWith("mac") ? "macos" : os,
                "hostcore.osfamily", windows ? "windows" : "unix");
    }

    /** Constraints of auctions use the names of Rust, not those of Java. */
    private static String arch(String java) {
        return switch (java) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            default -> java;
        };
    }
}
