package org.latticehost.core.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values whose pattern matches a subject, in time that depends on the number of tokens and matches, not on the
 * number of patterns. Thread-safe.
 */
final class SubjectTrie<T> {
    private static final class Node<T> {
        final Map<String, Node<T>> children = new HashMap<>();
        final List<T> here = new ArrayList<>(1);
        final List<T> anyTail = new ArrayList<>(0);

        boolean empty() {
            return children.isEmpty() && here.isEmpty() && anyTail.isEmpty();
        }
    }

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Node<T> root = new Node<>();

    void add(String pattern, T value) {
        lock.writeLock().lock();
        try {
            Node<T> node = root;
            int start = 0;
            while (start <= pattern.length()) {
                int end = end(pattern, start);
                String token = pattern.substring(start, end);
                if (token.equals(">")) {
                    node.anyTail.add(value);
                    return;
                }
                node = node.children.computeIfAbsent(token, t -> new Node<>());
                start = end + 1;
            }
            node.here.add(value);
        } finally {
            lock.writeLock().unlock();
        }
    }

    void remove(String pattern, T value) {
        lock.writeLock().lock();
        try {
            remove(root, pattern, 0, value);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Adds to {@code found} every value whose pattern matches. */
    void collect(String subject, List<? super T> found) {
        lock.readLock().lock();
        try {
            collect(root, subject, 0, found);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Moves everything to {@code all}. */
    void drainTo(List<? super T> all) {
        lock.writeLock().lock();
        try {
            drain(root, all);
        } finally {
            lock.writeLock().unlock();
        }
    }

    boolean isEmpty() {
        lock.readLock().lock();
        try {
            return root.empty();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void drain(Node<T> node, List<? super T> all) {
        node.children.values().forEach(child -> drain(child, all));
        all.addAll(node.here);
        all.addAll(node.anyTail);
        node.children.clear();
        node.here.clear();
        node.anyTail.clear();
    }

    private void remove(Node<T> node, String pattern, int start, T value) {
        if (start > pattern.length()) {
            node.here.remove(value);
            return;
        }
        int end = end(pattern, start);
        String token = pattern.substring(start, end);
        if (token.equals(">")) {
            node.anyTail.remove(value);
            return;
        }
        @Nullable Node<T> child = node.children.get(token);
        if (child != null) {
            remove(child, pattern, end + 1, value);
            if (child.empty()) {
                node.children.remove(token);
            }
        }
    }

    private void collect(Node<T> node, String subject, int start, List<? super T> found) {
        if (start > subject.length()) {
            found.addAll(node.here);
            return;
        }
        found.addAll(node.anyTail);
        if (node.children.isEmpty()) {
            return;
        }
        int end = end(subject, start);
        @Nullable Node<T> exact = node.children.get(subject.substring(start, end));
        if (exact != null) {
            collect(exact, subject, end + 1, found);
        }
        @Nullable Node<T> star = node.children.get("*");
        if (star != null) {
            collect(star, subject, end + 1, found);
        }
    }

    private static int end(String text, int start) {
        int dot = text.indexOf('.', start);
        return dot < 0 ? text.length() : dot;
    }
}
