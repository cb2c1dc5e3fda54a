package org.latticehost.wrpc.internal.codec;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;

/** Coder of records, tuples, and parameter lists: the members in order. */
public final class ProductCoder extends Coder {
    private final WitType.@Nullable RecordOf record;
    private final List<String> names;
    private final Coder[] members;
    private final boolean async;
    private final int minSize;
    private final Coder array = new AsArray();

    /** A record if {@code record} is given, else a tuple. */
    ProductCoder(WitType.@Nullable RecordOf record, List<String> names, List<Coder> members) {
        this.record = record;
        this.names = List.copyOf(names);
        this.members = members.toArray(Coder[]::new);
        this.async = members.stream().anyMatch(Coder::async);
        long sum = members.stream().mapToLong(Coder::minSize).sum();
        this.minSize = (int) Math.min(sum, Integer.MAX_VALUE);
    }

    @Override
    public void write(Encoder out, Object value) {
        if (record == null) {
            writeMembers(out, ((List<?>) value).toArray());
            return;
        }
        WitRecord fields = (WitRecord) value;
        if (fields.type().fields().size() != members.length) {
            throw new IllegalArgumentException("record " + fields.type() + " where " + record + " is wanted");
        }
        for (int i = 0; i < members.length; i++) {
            writeMember(out, i, fields.get(i));
        }
    }

    /** Writes members that are given as an array, parameters for example. */
    public void writeMembers(Encoder out, Object[] values) {
        if (values.length != members.length) {
            throw new IllegalArgumentException(
                    values.length + " values where " + members.length + " are wanted: " + names);
        }
        for (int i = 0; i < members.length; i++) {
            writeMember(out, i, values[i]);
        }
    }

    private void writeMember(Encoder out, int i, Object value) {
        if (async) {
            out.enter(i);
            members[i].write(out, value);
            out.leave();
        } else {
            members[i].write(out, value);
        }
    }

    @Override
    public Object read(Decoder in, int depth) {
        Object read = readMembers(in, depth);
        if (read == MORE) {
            return MORE;
        }
        Object[] values = (Object[]) read;
        return record == null ? Collections.unmodifiableList(Arrays.asList(values)) : WitRecord.of(record, values);
    }

    /** Reads into an {@code Object[]}; or {@link #MORE}. */
    private Object readMembers(Decoder in, int depth) {
        Partial state = (Partial) in.resume(depth);
        Object[] values;
        int i;
        if (state == null) {
            in.charge(48L + 8L * members.length);
            values = new Object[members.length];
            i = 0;
        } else {
            values = state.values();
            i = state.next();
        }
        try {
            for (; i < members.length; i++) {
                if (async) {
                    in.enter(i);
                }
                Object member = members[i].read(in, depth + 1);
                if (async) {
                    in.leave();
                }
                if (member == MORE) {
                    return in.suspend(depth, new Partial(values, i));
                }
                values[i] = member;
            }
        } catch (MalformedValueException e) {
            throw e.in(names.get(i));
        }
        return values;
    }

    /** The same values as an {@code Object[]}. */
    public Coder asArray() {
        return array;
    }

    private final class AsArray extends Coder {
        @Override
        public void write(Encoder out, Object value) {
            writeMembers(out, (Object[]) value);
        }

        @Override
        public Object read(Decoder in, int depth) {
            return readMembers(in, depth);
        }

        @Override
        public int minSize() {
            return minSize;
        }
    }

    @Override
    public int minSize() {
        return minSize;
    }

    @Override
    public boolean async() {
        return async;
    }

    @Override
    public AsyncPaths paths() {
        return AsyncPaths.members(Arrays.stream(members).map(Coder::paths).toList());
    }

    @SuppressWarnings("ArrayRecordComponent") // handed from one attempt to the next
    private record Partial(Object[] values, int next) {}
}
