package org.latticehost.core.internal.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.host.wit.WitResult;

/** A {@code stream-object-names}. Confined to the thread of its instance. */
final class BlobNames {
    /** The most that is given at once, whatever the guest asks for. */
    private static final int MAX_AT_ONCE = 65_536;

    private final ValueStream names;
    private final CompletionStage<WitResult> verdict;
    private List<Object> batch = List.of();
    private int next;

    BlobNames(ValueStream names, CompletionStage<WitResult> verdict) {
        this.names = names;
        this.verdict = verdict;
    }

    /** Up to that many names, and whether they were the last. */
    WitResult read(long count) throws InterruptedException {
        List<Object> taken = new ArrayList<>();
        int most = (int) (count < 0 ? MAX_AT_ONCE : Math.min(count, MAX_AT_ONCE));
        try {
            while (taken.size() < most && more()) {
                taken.add(batch.get(next++));
            }
            return ended(taken);
        } catch (ValueStream.BrokenStreamException e) {
            return broken();
        }
    }

    /** Passes that many names by. */
    WitResult skip(long count) throws InterruptedException {
        long skipped = 0;
        try {
            while (Long.compareUnsigned(skipped, count) < 0 && more()) {
                next++;
                skipped++;
            }
            return ended(skipped);
        } catch (ValueStream.BrokenStreamException e) {
            return broken();
        }
    }

    private boolean more() throws InterruptedException {
        if (next == batch.size()) {
            batch = names.read();
            next = 0;
        }
        return !batch.isEmpty();
    }

    private WitResult ended(Object answer) throws InterruptedException {
        boolean end = !more();
        WitResult whole = end ? BlobCalls.await(verdict) : WitResult.ok();
        return whole.isOk() ? WitResult.ok(List.of(answer, end)) : whole;
    }

    private WitResult broken() throws InterruptedException {
        WitResult why = BlobCalls.await(verdict);
        return why.isOk() ? WitResult.err("the list of names broke off") : why;
    }

    void drop() {
        names.cancel();
    }
}
