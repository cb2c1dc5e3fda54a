package org.latticehost.wrpc.internal.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index paths on which a type's streams and futures may travel: what a receiver may hear of before it has read the
 * value that announces it. Immutable.
 */
public final class AsyncPaths {
    static final AsyncPaths NONE = new AsyncPaths(false, List.of(), null);

    private final boolean here;
    private final List<AsyncPaths> members;
    private final @Nullable AsyncPaths any;

    private AsyncPaths(boolean here, List<AsyncPaths> members, @Nullable AsyncPaths any) {
        this.here = here;
        this.members = members;
        this.any = any;
    }

    static AsyncPaths members(List<AsyncPaths> members) {
        return members.stream().allMatch(AsyncPaths::none) ? NONE : new AsyncPaths(false, List.copyOf(members), null);
    }

    static AsyncPaths elements(AsyncPaths element) {
        return element.none() ? NONE : new AsyncPaths(false, List.of(), element);
    }

    /** These paths and the value's own. */
    AsyncPaths withHere() {
        return new AsyncPaths(true, members, any);
    }

    /** Either of two that share a place, as the cases of a variant do. */
    AsyncPaths or(AsyncPaths other) {
        if (none()) {
            return other;
        }
        if (other.none()) {
            return this;
        }
        int count = Math.max(members.size(), other.members.size());
        AsyncPaths[] joined = new AsyncPaths[count];
        for (int i = 0; i < count; i++) {
            joined[i] = member(i).or(other.member(i));
        }
        AsyncPaths bothAny = any == null ? other.any : other.any == null ? any : any.or(other.any);
        return new AsyncPaths(here || other.here, List.of(joined), bothAny);
    }

    private AsyncPaths member(int i) {
        return i < members.size() ? members.get(i) : NONE;
    }

    /** Whether there are none. */
    public boolean none() {
        return this == NONE;
    }

    /** Whether a path, in the form of subjects, is one of them. */
    public boolean contains(String path) {
        return contains(path, 0);
    }

    private boolean contains(String path, int from) {
        if (from > path.length()) {
            return here;
        }
        int dot = path.indexOf('.', from);
        int end = dot < 0 ? path.length() : dot;
        int index = index(path, from, end);
        return index >= 0 && (member(index).contains(path, end + 1) || (any != null && any.contains(path, end + 1)));
    }

    /** A number in its only form, or -1. */
    private static int index(String text, int from, int end) {
        if (end == from || end - from > 9 || (text.charAt(from) == '0' && end - from > 1)) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
